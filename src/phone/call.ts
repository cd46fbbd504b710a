import { randomBytes } from 'node:crypto'
import type { Ask } from './ask.ts'
import type { Chance } from './chance.ts'
import type { Clock } from './clock.ts'
import { converse, tellEnd, type Turn } from './conversation.ts'
import type { Call, CallEvent, Caller, Ended, EndReason, Happening, Speaker } from './events.ts'
import type { LeftFor, Listener, World } from './execute/scene.ts'
import type { CallStatus } from './rest/calls-in-play.ts'
import type { Network } from './stream/network.ts'
import { noSound, type Sound } from './stream/sound.ts'
import { createStreams } from './stream/streams.ts'
import { createSwitchboard, type Switchboard } from './switchboard.ts'
import type { Line } from './transport/webhook.ts'
import { numberWay, type Way } from './way.ts'

export type CallOptions = {
  readonly line: Line
  readonly from: string
  readonly to: string
  readonly clock: Clock
  readonly chance: Chance
  /** Made when the call is placed. */
  readonly caller: Caller
  /** The receiver; by default words take the time of the stated model on this clock. */
  readonly speaker?: Speaker
  /** The line is deaf for about so long between two documents; 0: never. Default 700. */
  readonly gapInMs?: number
  /** How long it rings before the line is asked. Default 2000. */
  readonly ringInMs?: number
  readonly world?: Partial<World>
  /** The caller's sound, as media streams carry it; by default silence. */
  readonly sound?: Sound
  /** What it shares with other calls; by default it is the only one. */
  readonly switchboard?: Switchboard
  /** By default somebody dials the line's number. */
  readonly way?: Way
  /** What goes wrong on media streams; by default nothing. */
  readonly network?: Network
  /** Whether a stream's address is signed with a slash at its end that is not there, as some are. */
  readonly signsSlash?: boolean
  /** The number's fallback address; by default the way's own. */
  readonly fallback?: Pick<Ask, 'url' | 'method'>
  /** Further parameters of every request, such as `StirVerstat`. */
  readonly extra?: Readonly<Record<string, string>>
  /** After so many documents the call ends as too long; Twilio itself ends it after four hours. Default 2000. */
  readonly atMostDocuments?: number
}

const longestInMs = 4 * 3600 * 1000

/** Calls a running line as Twilio would, over real HTTP, and plays its documents to the caller. */
export function placeCall(options: CallOptions): Call {
  const { clock } = options
  const begun = clock.now()
  const events: CallEvent[] = []
  const gone = new AbortController()
  const switchboard = options.switchboard ?? createSwitchboard()
  const way = options.way ?? numberWay(options.line)
  const callSid = way.callSid ?? newCallSid()
  let listener: Listener | undefined
  let endedBy: EndReason = 'line'
  let turn: Turn | undefined

  const leave = (reason: EndReason): void => {
    if (gone.signal.aborted) return
    endedBy = reason
    gone.abort('gone' satisfies LeftFor)
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
    const conversation = {
      options,
      way,
      switchboard,
      callSid,
      emit,
      listen,
      streams,
      signal,
      onTurn,
    }
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
  const status = (): CallStatus => {
    if (gone.signal.aborted) return 'completed'
    return turn?.status() ?? (way.isAnswered ? 'in-progress' : 'ringing')
  }
  switchboard.calls.add({
    callSid,
    from: options.from,
    to: options.to,
    direction: way.direction,
    startedAt: new Date(),
    status,
    move: (to) => {
      if (status() !== 'in-progress' || turn === undefined) return false
      turn.move(to)
      return true
    },
    complete: () => leave('line'),
  })
  const ear = options.caller(call)
  start.resolve()
  return call
}

export function newCallSid(): string {
  return `CA${randomBytes(16).toString('hex')}`
}
