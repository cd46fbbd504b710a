import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type {
  ActivationCore,
  ActivationRequest,
  ActivationResult,
  ExtensionResult,
  ReadRequest,
  ReadResult,
  ReleaseResult,
} from '../../base/activation.ts'
import { Fault } from '../../base/faults.ts'
import { parseInstallationId } from '../../identifiers/installation-id.ts'
import { doubtfulGroups } from '../../identifiers/readings/survey.ts'
import { most, mostReadings } from '../contract/keyed.ts'
import {
  confirmed,
  extensionRequested,
  readResult,
  ready,
  refused,
  released,
  unable,
} from '../contract/results.ts'
import { createAsking, type Question, type Service } from './ask.ts'
import { createBreaker } from './breaker.ts'
import { type Clock, type Patience, patiently } from './patiently.ts'

export type RemoteCoreDependencies = Service & {
  /** Told once of each way in which the service fails, until it is well again. */
  readonly onFault: (fault: Fault) => void
  /** Told when the service is well again after a fault. */
  readonly onWell: () => void
  readonly clock?: Clock
}

export type RemoteCore = ActivationCore & { readonly close: () => Promise<void> }

/**
 * The activation core of a publisher's own service, which speaks the API of this line (`docs/remote-core.md`). Its
 * answers are read by the schemas that ours are written by. Throws the fault `core-unusable`, at once while the
 * service has failed several times in a row; `health` is `unable` then, and throws nothing.
 */
export function createRemoteCore({
  onFault,
  onWell,
  clock = realClock,
  ...service
}: RemoteCoreDependencies): RemoteCore {
  const asking = createAsking(service)
  const refusal = (): Fault => unusable('It has failed several times in a row, and is left alone.')
  const breaker = createBreaker({ now: clock.now, refusal, ...resting })
  const said = new Set<string>()

  const tell = (error: unknown): void => {
    if (!(error instanceof Fault) || said.has(error.detail)) return
    said.add(error.detail)
    onFault(error)
  }

  const ask = async <T>(
    question: Question & Pick<Reading<T>, 'schema' | 'isIt'>,
    patience: Patience,
  ): Promise<T> => {
    const came = await patiently((signal) => asking.ask(question, signal), patience, clock)
    if (came.kind === 'failed') throw unusable(came.why, came.cause)
    const read = question.schema.safeParse(came.body)
    if (read.success && question.isIt(read.data, came.status)) return read.data
    throw unusable(`What it answers ${question.path} with (${came.status}) is no answer to that.`)
  }

  /** All that goes to the service goes through here. */
  const once = <T>(reading: Reading<T>, patience = usual): Promise<T> =>
    breaker.run(async () => {
      try {
        const answer = await ask(
          {
            expected: [200, 422],
            ...reading,
            ...(reading.body && { idempotencyKey: randomUUID() }),
          },
          patience,
        )
        if (said.size > 0) onWell()
        said.clear()
        return answer
      } catch (error) {
        tell(error)
        throw error
      }
    })

  return {
    read: async ({ keyed, atMost }) => {
      const sequences = keyed.filter(({ length }) => length > 0 && length <= most.items)
      if (sequences.length === 0 || atMost < 1) {
        return { kind: 'unreadable', groups: doubtfulGroups(keyed) }
      }
      const body: ReadRequest = {
        keyed: sequences.slice(0, most.sequences),
        atMost: Math.min(atMost, mostReadings),
      }
      return once({ path: '/readings', body, schema: readResult, isIt: isReading }, unhurried)
    },
    activate: (request) =>
      once({
        path: '/activations',
        body: request,
        schema: activationResult,
        isIt: (result, status) => fits(result, status) && isOf(request, result),
      }),
    release: (body) => once({ path: '/releases', body, schema: releaseResult, isIt: fits }),
    requestExtension: (body) =>
      once({ path: '/extensions', body, schema: extensionResult, isIt: fits }),
    health: async () => {
      try {
        const { status } = await once(health, brief)
        return status
      } catch {
        return 'unable'
      }
    },
    close: asking.close,
  }
}

/** What is asked, and what counts as an answer to it. */
type Reading<T> = Pick<Question, 'path' | 'body'> & {
  readonly expected?: Question['expected']
  readonly schema: z.ZodType<T>
  readonly isIt: (answer: T, status: number) => boolean
}

const realClock: Clock = {
  now: () => performance.now(),
  after: (ms) => AbortSignal.timeout(ms),
  pause: (ms) => pause(ms),
  chance: Math.random,
}

const resting = { failures: 5, restInMs: 10_000 }

/** A turn gives the core three seconds, and an incoming call one and a half for its health. */
const usual: Patience = { inAllInMs: 2_500, forOneInMs: 1_200 }
const unhurried: Patience = { inAllInMs: 2_500, forOneInMs: 2_500 }
const brief: Patience = { inAllInMs: 1_200, forOneInMs: 700 }

const activationResult: z.ZodType<ActivationResult> = z.union([confirmed, refused])
const releaseResult: z.ZodType<ReleaseResult> = z.union([released, refused])
const extensionResult: z.ZodType<ExtensionResult> = z.union([extensionRequested, refused])

const health: Reading<{ readonly status: 'ready' | 'unable' }> = {
  path: '/health',
  expected: [200, 503],
  schema: z.union([ready, unable]),
  isIt: ({ status }, code) => (status === 'ready') === (code === 200),
}

function fits({ kind }: { readonly kind: string }, status: number): boolean {
  return (kind === 'refused') === (status === 422)
}

/** The answer of another machine would be read out digit by digit and then not be taken. */
function isOf({ installationId }: ActivationRequest, result: ActivationResult): boolean {
  return result.kind === 'refused' || result.installationId.join('') === installationId.join('')
}

function isReading(result: ReadResult, status: number): boolean {
  if (status !== 200) return false
  if (result.kind === 'unreadable') return true
  const [id, version] =
    result.kind === 'genuine' ? [result.installationId, 1] : [result.releaseId, 2]
  const read = parseInstallationId(id)
  return read.kind === 'installation' && read.version === version
}

function unusable(why: string, cause?: unknown): Fault {
  return new Fault('core-unusable', why, { cause })
}
