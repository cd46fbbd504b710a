import { randomUUID } from 'node:crypto'
import type { Ask, Ready } from './ask.ts'
import type { Chance } from './chance.ts'
import { pause, type Clock } from './clock.ts'
import type { EndReason, Happening, Speaker } from './events.ts'
import { playDocuments, type Stage } from './execute/documents.ts'
import type { Ending, LeftFor, Listener, World } from './execute/scene.ts'
import { drawGap } from './gap.ts'
import { PhoneFault } from './phone-fault.ts'
import { timedSpeaker } from './speech-time.ts'
import { standingParams, type Parties } from './standing.ts'
import type { Streams } from './stream/streams.ts'
import type { Switchboard } from './switchboard.ts'
import { post } from './transport/post.ts'
import { askLine, type Line } from './transport/webhook.ts'
import type { Way } from './way.ts'

/** A call's side towards the line: who, by which way, and what it needs to play documents. */
export type Conversation = {
  readonly options: {
    readonly line: Line
    readonly from: string
    readonly to: string
    readonly clock: Clock
    readonly chance: Chance
    readonly speaker?: Speaker
    readonly gapInMs?: number
    readonly ringInMs?: number
    readonly world?: Partial<World>
    readonly fallback?: Pick<Ask, 'url' | 'method'>
    readonly extra?: Readonly<Record<string, string>>
    readonly atMostDocuments?: number
  }
  readonly way: Way
  readonly switchboard: Switchboard
  readonly callSid: string
  readonly emit: (happening: Happening) => void
  readonly listen: (listener: Listener) => () => void
  readonly streams: Streams
  readonly signal: AbortSignal
  /** Told when documents begin to be played, and again where they were left for others. */
  readonly onTurn: (turn: Turn) => void
}

/** Documents that are being played, and can be left for another. */
export type Turn = {
  readonly move: (to: Ask | Ready) => void
  readonly status: () => 'ringing' | 'in-progress'
}

const usualWorld: World = {
  soundInMs: () => 5000,
  dial: () => ({ kind: 'completed', ringsInMs: 6000, talksInMs: 60_000 }),
  emptyDigits: 'empty',
}

/** Plays the way's documents; a fault leads to the fallback, and a fault of that to the end. */
export async function converse(conversation: Conversation): Promise<EndReason> {
  const { options, way, emit, signal } = conversation
  if (way.isAnswered) emit({ kind: 'answered' })
  else {
    emit({ kind: 'ringing', to: options.to })
    await pause(options.clock, options.ringInMs ?? 2000, signal)
  }

  const { stage, lastUrl, status } = stageOf(conversation)
  const fallback = options.fallback ?? way.fallback
  let ask = way.first
  for (;;) {
    const left = new AbortController()
    let moved: Ask | Ready | undefined
    conversation.onTurn({
      status,
      move: (to) => {
        moved = to
        left.abort('moved' satisfies LeftFor)
      },
    })
    const until = AbortSignal.any([signal, left.signal])
    try {
      const ending = await playDocuments(ask, stage, { signal: until, within: 'call' })
      if (moved === undefined || signal.aborted) return reasonOf(ending)
      ask = moved
    } catch (error) {
      if (!(error instanceof PhoneFault)) throw error
      const url = lastUrl()
      emit({ kind: 'fault', code: error.code, sentence: error.message, url })
      if (fallback === undefined || url === fallback.url) return 'application-error'
      const own = { ErrorCode: String(error.code), ErrorUrl: url }
      ask = { ...fallback, own }
    }
  }
}

/** The status callback at the end, whatever it answers. */
export async function tellEnd(
  conversation: Conversation,
  { reason, durationInMs }: { reason: EndReason; durationInMs: number },
): Promise<void> {
  const { way } = conversation
  if (way.atEnd === undefined) return
  const own = {
    ...standingOf(conversation, reason === 'rejected' ? 'busy' : 'completed'),
    CallDuration: String(Math.round(durationInMs / 1000)),
    CallbackSource: 'call-progress-events',
    SequenceNumber: '0',
  }
  await post({ ...way.atEnd, own }, conversation.options)
}

function reasonOf(ending: Ending): EndReason {
  return ending.kind === 'over' ? ending.reason : 'line'
}

function standingOf(
  { options, way, callSid }: Conversation,
  status: Parties['status'],
): Record<string, string> {
  const { line, from, to, extra } = options
  const { direction } = way
  const parties = { callSid, accountSid: line.accountSid, from, to, status, direction }
  return { ...standingParams(parties), ...extra }
}

/** The stage of one call: it counts documents, owes gaps, and knows whether the call was answered. */
function stageOf(conversation: Conversation): {
  readonly stage: Stage
  readonly lastUrl: () => string
  readonly status: Turn['status']
} {
  const { options, way, switchboard, callSid, emit, listen, streams, signal } = conversation
  const { clock, chance, line, world } = options
  const deafInMs = (): number => drawGap(chance, options.gapInMs ?? 700)
  let status: ReturnType<Turn['status']> = way.isAnswered ? 'in-progress' : 'ringing'
  let owed: number | undefined
  let documents = 0
  let lastUrl = 'url' in way.first ? way.first.url : ''

  const settle = async (until: AbortSignal): Promise<void> => {
    const ms = owed ?? 0
    owed = undefined
    if (ms > 0) await pause(clock, ms, until)
  }
  const report = (error: unknown, url: string): void => {
    if (!(error instanceof PhoneFault)) throw error
    emit({ kind: 'fault', code: error.code, sentence: error.message, url })
  }

  const stage: Stage = {
    scene: {
      clock,
      chance,
      speaker: options.speaker ?? timedSpeaker(clock, world?.soundInMs),
      world: { ...usualWorld, ...world },
      streams,
      callSid,
      accountSid: line.accountSid,
      switchboard,
      emit,
      listen,
      oweGap: () => {
        owed = deafInMs()
      },
      playAside: (first, { signal: until, within }) =>
        playDocuments(first, stage, { signal: until, within }),
      tell: ({ own, ...ask }) => {
        const now = signal.aborted ? 'completed' : status
        return post({ ...ask, own: { ...standingOf(conversation, now), ...own } }, options)
      },
      post: (ask) => post(ask, options),
      report,
    },
    mayAsk: () => documents < (options.atMostDocuments ?? 2000),
    ask: async ({ url, method, own }) => {
      documents += 1
      lastUrl = url
      const standing = standingOf(conversation, status)
      const idempotencyToken = randomUUID()
      const reply = await askLine({ url, method, standing, own }, { line, clock, idempotencyToken })
      const code = reply.answer.kind === 'answer' ? reply.answer.status : 0
      const params = { ...standing, ...own }
      emit({ kind: 'request', method, url, params, tries: reply.tries, status: code })
      return reply
    },
    onDocument: async (document, until) => {
      if (status === 'ringing') {
        if (document[0]?.kind === 'reject') return
        status = 'in-progress'
        emit({ kind: 'answered' })
        return
      }
      owed ??= deafInMs()
      await settle(until)
    },
    settle,
  }
  return { stage, lastUrl: () => lastUrl, status: () => status }
}
