import { setImmediate as others } from 'node:timers/promises'
import type { Audit, AuditHead, Seal } from './audit.ts'

export type SealerDependencies = {
  readonly audit: Pick<Audit, 'seal' | 'auditHead'>
  readonly seal: Seal
  /** Waits so many ms, or until the signal comes; throws nothing. */
  readonly pause: (ms: number, stop: AbortSignal) => Promise<void>
  /** ms, from whenever */
  readonly now: () => number
  /** Nothing is left to be sealed, or another process is at it. */
  readonly onSealed: () => void
  /** Once a minute, and at the end. */
  readonly onHead: (head: AuditHead) => void
  /** Once where several rounds in a row fail, and then once a minute. */
  readonly onFault: (error: unknown) => void
}

export type Sealer = {
  /** Seals what is left and ends; what cannot be sealed now is sealed by whoever comes next. */
  readonly stop: () => Promise<void>
}

/** Seals the audit in rounds of half a second for as long as a line runs, whoever else does the same. */
export function startSealer(dependencies: SealerDependencies): Sealer {
  const { audit, seal, pause, now, onHead, onSealed } = dependencies
  const stopping = new AbortController()
  const onFault = onceAMinute(now, dependencies.onFault)

  const round = async (): Promise<void> => {
    try {
      await sealAll(audit, seal)
      onSealed()
      onFault(undefined)
    } catch (error) {
      onFault(error)
    }
  }
  const tellHead = async (): Promise<void> => {
    try {
      const head = await audit.auditHead()
      if (head !== undefined) onHead(head)
    } catch (error) {
      onFault(error)
    }
  }
  const run = async (): Promise<void> => {
    let told = now()
    while (!stopping.signal.aborted) {
      await round()
      if (now() - told >= minute) {
        told = now()
        await tellHead()
      }
      await pause(betweenRoundsInMs, stopping.signal)
    }
    await round()
    await tellHead()
  }
  const ended = run()
  return {
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}

/** Seals until nothing is left or somebody else is at it, and lets others have the database in between. */
export async function sealAll(audit: Pick<Audit, 'seal'>, seal: Seal): Promise<void> {
  for (;;) {
    const done = await audit.seal(seal, linesAtOnce)
    if (done.kind === 'busy' || done.isAll) return
    await others()
  }
}

const betweenRoundsInMs = 500

const minute = 60_000

/** A transaction of so many lines holds nobody up for long. */
const linesAtOnce = 500

/** Passes an error on unless one was passed on within the last minute and nothing went well since. */
function onceAMinute(now: () => number, tell: (error: unknown) => void): (error: unknown) => void {
  let told: number | undefined
  return (error) => {
    if (error === undefined) told = undefined
    else if (told === undefined || now() - told >= minute) {
      told = now()
      tell(error)
    }
  }
}
