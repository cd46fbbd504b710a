import type { Attempt } from './ask.ts'

export type Patience = {
  /** For all tries together. */
  readonly inAllInMs: number
  /** For one try. */
  readonly forOneInMs: number
}

export type Clock = {
  /** ms, of whatever clock */
  readonly now: () => number
  /** A signal that is given after so long. */
  readonly after: (ms: number) => AbortSignal
  /** Ends after so long. */
  readonly pause: (ms: number) => Promise<void>
  /** From 0 up to 1. */
  readonly chance: () => number
}

const mostTries = 4
const firstPauseInMs = 100

/**
 * Tries again what may end otherwise, after pauses that double and that chance shortens, so that many who wait do not
 * come back at once; and only as long as another try still has its time.
 */
export async function patiently(
  attempt: (signal: AbortSignal) => Promise<Attempt>,
  { inAllInMs, forOneInMs }: Patience,
  { now, after, pause, chance }: Clock,
): Promise<Attempt> {
  const until = now() + inAllInMs
  const inAll = after(inAllInMs)
  for (let tries = 1; ; tries += 1) {
    const came = await attempt(AbortSignal.any([inAll, after(forOneInMs)]))
    if (came.kind === 'answer' || !came.mayTryAgain || tries === mostTries) return came
    const longest = firstPauseInMs * 2 ** (tries - 1)
    const wait = Math.max(came.waitInMs ?? 0, longest * (0.5 + chance() / 2))
    if (inAll.aborted || now() + wait >= until) return came
    await pause(wait)
  }
}
