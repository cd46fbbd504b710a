import { randomBytes, randomUUID } from 'node:crypto'
import type { Chance } from './chance.ts'
import { pause, type Clock } from './clock.ts'
import type { CallEvent, Ear, EndReason, Happening, Key, Speaker } from './events.ts'
import { playDocuments, type Stage } from './execute/documents.ts'
import type { Ask, Ending, Listener, World } from './execute/scene.ts'
import { drawGap } from './gap.ts'
import { PhoneFault } from './phone-fault.ts'
import type { CallsInPlay } from './rest/calls-in-play.ts'
import { timedSpeaker } from './speech-time.ts'
import { standingParams, type Parties } from './standing.ts'
import type { Network } from './stream/network.ts'
import { noSound, type Sound } from './stream/sound.ts'
import { createStreams, type Streams } from './stream/streams.ts'
import { askLine, type Line } from './transport/webhook.ts'

/** A call that is going on, in the caller's hand. Nothing throws; after the end nothing has an effect. */
export type Call = {
  readonly callSid: string
  readonly press: (key: Key) => void
  readonly speak: (text: string) => void
  readonly hangUp: () => void
  /** Settles after the last event, when the line has been told that the call is over. */
  readonly ended: Promise<Ended>
}

export type Ended = {
  readonly reason: EndReason
  readonly durationInMs: number
  readonly events: readonly CallEvent[]
}

export type CallOptions = {
  readonly line: Line
  readonly from: string
  readonly to: string
  readonly clock: Clock
  readonly chance: Chance
  /** Made when the call is placed; may use the call at once or at any later time. */
  readonly caller: (call: Call) => Ear
  /** The receiver; by default words take the time of the stated model on this clock. */
  readonly speaker?: Speaker
  /** The line is deaf for about so long between two documents; 0: never. Default 700. */
  readonly gapInMs?: number
  /** How long it rings before the line is asked. Default 2000. */
  readonly ringInMs?: number
  readonly world?: Partial<World>
  /** The caller's sound, as media streams carry it; by default silence. */
  readonly sound?: Sound
  /** Where the provider's interface finds the call. */
  readonly callsInPlay?: CallsInPlay
  /** What goes wrong on media streams; by default nothing. */
  readonly network?: Network
  /** Whether a stream's address is signed with a slash at its end that is not there, as some are. */
  readonly signsSlash?: boolean
  /** The number's fallback address; by default the line's own, by POST. */
  readonly fallback?: Pick<Ask, 'url' | 'method'>
  /** Further parameters of every request, such as `StirVerstat`. */
  readonly extra?: Readonly<Record<string, string>>
  /** After so many documents the call ends as too long; Twilio itself ends it after four hours. Default 2000. */
  readonly atMostDocuments?: number
}

const longestInMs = 4 * 3600 * 1000

const usualWorld: World = {
  soundInMs: () => 5000,
  dial: () => ({ kind: 'completed', ringsInMs: 6000, talksInMs: 60_000 }),
  emptyDigits: 'empty',
}

/** Calls a running line as Twilio would, over real HTTP, and plays its documents to the caller. */
export function placeCall(options: CallOptions): Call {
  const { clock } = options
  const begun = clock.now()
  const events: CallEvent[] = []
  const gone = new AbortController()
  const callSid = `CA${randomBytes(16).toString('hex')}`
  let listener: Listener | undefined
  let endedBy: EndReason = 'line'
  let turn: Turn | undefined

  const leave = (reason: EndReason): void => {
    if (gone.signal.aborted) return
    endedBy = reason
    gone.abort()
  }
  const emit = (happening: Happening): void => {
    const event = { at: clock.now() - begun, ...happening }
    events.push(event)
    ear.hear(event)
  }
  const listen = (opened: Listener): (() => void) => {
    listener = opened
    return () => {
      if (listener === opened) listener = undefined
    }
  }
  const run = async (): Promise<Ended> => {
    const cancel = clock.after(longestInMs, () => leave('too-long'))
    const streams = createStreams({
      ...options,
      callSid,
      sound: options.sound ?? noSound,
      network: options.network ?? {},
      signsSlash: options.signsSlash ?? false,
      emit,
    })
    const signal = gone.signal
    const onTurn = (begun: Turn): void => {
      turn = begun
    }
    const conversation = { options, callSid, emit, listen, streams, signal, onTurn }
    const reason = await converse(conversation)
    cancel()
    await streams.end()
    if (!gone.signal.aborted) leave(reason)
    const durationInMs = clock.now() - begun
    await tellEnd(conversation, { reason: endedBy, durationInMs })
    emit({ kind: 'ended', reason: endedBy })
    return { reason: endedBy, durationInMs, events }
  }

  const start = Promise.withResolvers<void>()
  const call: Call = {
    callSid,
    press: (key) => {
      if (gone.signal.aborted) return
      const heard = listener?.key
      emit({ kind: 'pressed', key, heard: listener !== undefined })
      heard?.(key)
    },
    speak: (text) => {
      if (gone.signal.aborted) return
      const heard = listener?.speech
      emit({ kind: 'spoke', text, heard: listener !== undefined })
      heard?.(text)
    },
    hangUp: () => leave('caller'),
    ended: start.promise.then(run),
  }
  options.callsInPlay?.add({
    callSid,
    from: options.from,
    to: options.to,
    startedAt: new Date(),
    status: () => (gone.signal.aborted ? 'completed' : (turn?.status() ?? 'ringing')),
    move: (to) => {
      if (gone.signal.aborted || turn?.status() !== 'in-progress') return false
      turn.move({ ...to, own: {} })
      return true
    },
    complete: () => leave('line'),
  })
  const ear = options.caller(call)
  start.resolve()
  return call
}

type Conversation = {
  readonly options: CallOptions
  readonly callSid: string
  readonly emit: (happening: Happening) => void
  readonly listen: (listener: Listener) => () => void
  readonly streams: Streams
  readonly signal: AbortSignal
  /** Told when documents begin to be played, and again where they were left for others. */
  readonly onTurn: (turn: Turn) => void
}

/** Documents that are being played, and can be left for another. */
type Turn = {
  readonly move: (to: Ask) => void
  readonly status: () => 'ringing' | 'in-progress'
}

/** Plays the number's documents; a fault leads to the number's fallback, and a fault of that to the end. */
async function converse(conversation: Conversation): Promise<EndReason> {
  const { options, emit, signal } = conversation
  emit({ kind: 'ringing', to: options.to })
  await pause(options.clock, options.ringInMs ?? 2000, signal)

  const { stage, lastUrl, status } = stageOf(conversation)
  const { fallback = { url: `${options.line.url}/twilio/voice/fallback`, method: 'POST' } } =
    options
  let ask: Ask = { url: ringUrl(options.line), method: 'POST', own: {} }
  for (;;) {
    const left = new AbortController()
    let moved: Ask | undefined
    conversation.onTurn({
      status,
      move: (to) => {
        moved = to
        left.abort()
      },
    })
    const until = AbortSignal.any([signal, left.signal])
    try {
      const ending = await playDocuments(ask, stage, { signal: until, isWaiting: false })
      if (moved === undefined || signal.aborted) return reasonOf(ending)
      ask = moved
    } catch (error) {
      if (!(error instanceof PhoneFault)) throw error
      const url = lastUrl()
      emit({ kind: 'fault', code: error.code, sentence: error.message, url })
      if (url === fallback.url) return 'application-error'
      const own = { ErrorCode: String(error.code), ErrorUrl: url }
      ask = { ...fallback, own }
    }
  }
}

function ringUrl({ url, overrides }: Line): string {
  return `${url}/twilio/voice${overrides === undefined ? '' : `#${overrides}`}`
}

function reasonOf(ending: Ending): EndReason {
  return ending.kind === 'over' ? ending.reason : 'line'
}

/** The stage of one call: it counts documents, owes gaps, and knows whether the call was answered. */
function stageOf(conversation: Conversation): {
  readonly stage: Stage
  readonly lastUrl: () => string
  readonly status: Turn['status']
} {
  const { options, callSid, emit, listen, streams } = conversation
  const { clock, chance, line, world } = options
  const deafInMs = (): number => drawGap(chance, options.gapInMs ?? 700)
  let status: ReturnType<Turn['status']> = 'ringing'
  let owed: number | undefined
  let documents = 0
  let lastUrl = ''

  const settle = async (signal: AbortSignal): Promise<void> => {
    const ms = owed ?? 0
    owed = undefined
    if (ms > 0) await pause(clock, ms, signal)
  }

  const stage: Stage = {
    scene: {
      clock,
      chance,
      speaker: options.speaker ?? timedSpeaker(clock, world?.soundInMs),
      world: { ...usualWorld, ...world },
      streams,
      callSid,
      emit,
      listen,
      oweGap: () => {
        owed = deafInMs()
      },
      playWaiting: (first, signal) => playDocuments(first, stage, { signal, isWaiting: true }),
    },
    mayAsk: () => documents < (options.atMostDocuments ?? 2000),
    ask: async ({ url, method, own }) => {
      documents += 1
      lastUrl = url
      const parties = partiesOf(options, callSid, status)
      const standing = { ...standingParams(parties), ...options.extra }
      const idempotencyToken = randomUUID()
      const reply = await askLine({ url, method, standing, own }, { line, clock, idempotencyToken })
      const code = reply.answer.kind === 'answer' ? reply.answer.status : 0
      const params = { ...standing, ...own }
      emit({ kind: 'request', method, url, params, tries: reply.tries, status: code })
      return reply
    },
    onDocument: async (document, signal) => {
      if (status === 'ringing') {
        if (document[0]?.kind === 'reject') return
        status = 'in-progress'
        emit({ kind: 'answered' })
        return
      }
      owed ??= deafInMs()
      await settle(signal)
    },
    settle,
  }
  return { stage, lastUrl: () => lastUrl, status: () => status }
}

function partiesOf(options: CallOptions, callSid: string, status: Parties['status']): Parties {
  const { line, from, to } = options
  return { callSid, accountSid: line.accountSid, from, to, status }
}

/** The number's status callback, whatever it answers. */
async function tellEnd(
  { options, callSid }: Conversation,
  { reason, durationInMs }: { reason: EndReason; durationInMs: number },
): Promise<void> {
  const { line, clock } = options
  const status = reason === 'rejected' ? 'busy' : 'completed'
  const standing = { ...standingParams(partiesOf(options, callSid, status)), ...options.extra }
  const own = {
    CallDuration: String(Math.round(durationInMs / 1000)),
    CallbackSource: 'call-progress-events',
    SequenceNumber: '0',
  }
  const url = `${line.url}/twilio/voice/status`
  const idempotencyToken = randomUUID()
  await askLine({ method: 'POST', url, standing, own }, { line, clock, idempotencyToken })
}
