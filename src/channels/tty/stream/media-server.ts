import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { CallId } from '../../../base/brand.ts'
import { Fault, type FaultCode } from '../../../base/faults.ts'
import type { CallLog } from '../../../calls/observe.ts'
import { createTicketSeal, type Ticket, ticketForMs, ticketParameter } from '../../ticket.ts'
import {
  createMediaStream,
  type End,
  type MediaStream,
  type Patience,
  type Reason,
  type Refusal,
  type Started,
} from './media-stream.ts'
import type { Party, Wire } from './party.ts'

export type MediaDeps = {
  /** Of the tickets; 32 bytes, the same in all processes of a line. */
  readonly key: Uint8Array
  /** Who talks with, or listens to, the caller of a call; nobody where its number is not served so. */
  readonly answer: (
    call: { readonly callSid: CallId; readonly ticket: Ticket },
    wire: Wire,
  ) => Party | undefined
  /** Who tells a caller that there is no room for him; nobody where there is no number that says how. */
  readonly turnAway: MediaDeps['answer']
  /** Whether a ticket is used for the first time, by whichever process of the line. Never throws. */
  readonly isFirstUse: (ticket: string) => Promise<boolean>
  readonly log: CallLog
  readonly metrics: StreamMetrics
  readonly limits?: StreamLimits
  readonly patience?: Patience
  readonly clock?: Clock
}

export type StreamMetrics = {
  readonly streamOpened: () => void
  readonly streamEnded: (reason: Reason) => void
  readonly framesHeard: (frames: { readonly all: number; readonly lost: number }) => void
  readonly fault: (code: FaultCode) => void
}

/** How many streams a process carries at once. */
export type StreamLimits = Readonly<Record<Ticket['purpose'], number>>

export type Clock = {
  /** In ms since 1970. */
  readonly now: () => number
  /** Does it again and again, and gives what stops that. */
  readonly every: (ms: number, work: () => void) => () => void
}

export type MediaServer = {
  /** Takes over a socket that Twilio has signed for. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Takes no new stream: whoever asks is told so, and asks another process. */
  readonly drain: () => void
  /** Ends all of them: their calls go on where the documents lead them. */
  readonly close: () => Promise<void>
}

/** A core carries more than 200 calls in writing, or a thousand that are listened to; half is left for the rest of a line. */
export const usualStreamLimits: StreamLimits = { text: 100, detect: 500 }

export const usualPatience: Patience = {
  startInMs: 10_000,
  soundInMs: 200,
  silenceInMs: 60_000,
  aheadInMs: 20_000,
}

/** Carries Media Streams: what Twilio sends of the sound of calls, and what is sent back to their callers. */
export function createMediaServer(deps: MediaDeps): MediaServer {
  const { log, metrics, limits = usualStreamLimits, clock = node } = deps
  const tickets = createTicketSeal(deps.key)
  const server = new WebSocketServer(socketOptions)
  const streams = new Set<MediaStream>()
  const leaving = new Set<Promise<void>>()
  const carried: Record<Ticket['purpose'], Set<MediaStream>> = {
    text: new Set(),
    detect: new Set(),
  }
  const turnedAway = new Set<MediaStream>()
  const talking = new Map<CallId, MediaStream>()
  let isDraining = false

  let at = clock.now()
  const stopClock = clock.every(roundInMs, () => {
    const passed = clock.now() - at
    at += passed
    for (const stream of streams) stream.pass(passed)
  })

  const report = (fault: Fault, fields: object = {}): void => {
    metrics.fault(fault.code)
    log.error({ ...fields, err: fault }, 'a fault in a stream')
  }

  const admit = async (
    stream: MediaStream,
    { callSid, parameters }: Started,
    wire: Wire,
  ): Promise<Party | Refusal> => {
    const text = parameters[ticketParameter] ?? ''
    const ticket = tickets.open(callSid, text)
    const isGood = ticket !== undefined && clock.now() - ticket.madeAt < ticketForMs
    if (!isGood || !(await deps.isFirstUse(text))) return { reason: 'refused', flaw: 'ticket' }
    // Whoever has gone meanwhile takes nobody's place.
    if (!streams.has(stream)) return { reason: 'lost' }
    const { purpose } = ticket
    // What was typed there is taken before anything is asked here; and its place is free.
    if (purpose === 'text') talking.get(callSid)?.end('replaced')
    if (carried[purpose].size >= limits[purpose]) {
      report(new Fault('streams-full'), { purpose })
      return turnAway(stream, { callSid, ticket }, wire) ?? { reason: 'full' }
    }
    const party = deps.answer({ callSid, ticket }, wire)
    if (party === undefined) return { reason: 'refused', flaw: 'ticket' }
    carried[purpose].add(stream)
    if (purpose === 'text') talking.set(callSid, stream)
    return party
  }

  /** Whoever speaks loses nothing by a stream that does not listen to him. */
  const turnAway = (
    stream: MediaStream,
    call: Parameters<MediaDeps['turnAway']>[0],
    wire: Wire,
  ): Party | undefined => {
    if (call.ticket.purpose !== 'text' || turnedAway.size >= mostTurnedAway) return undefined
    turnedAway.add(stream)
    return deps.turnAway(call, wire)
  }

  const leave = async (stream: MediaStream): Promise<void> => {
    const left = stream.leave().catch((cause: unknown) => {
      report(new Fault('stream-failed', '', { cause }))
    })
    leaving.add(left)
    await left
    leaving.delete(left)
  }

  const connect = (socket: WebSocket): void => {
    let callSid: CallId | undefined
    const end = ({ reason, flaw, error }: End): void => {
      streams.delete(stream)
      carried.text.delete(stream)
      carried.detect.delete(stream)
      turnedAway.delete(stream)
      if (callSid !== undefined && talking.get(callSid) === stream) talking.delete(callSid)
      metrics.streamEnded(reason)
      void leave(stream)
      if (reason === 'failed') report(new Fault('stream-failed', '', { cause: error }), { callSid })
      if (reason === 'refused') report(new Fault('stream-refused', flaw), { callSid })
      if (reason === 'lost') socket.terminate()
      else socket.close(closeCodes[reason] ?? 1000)
    }
    const stream: MediaStream = createMediaStream({
      outlet: { send: (text) => socket.send(text), waitingBytes: () => socket.bufferedAmount },
      admit: (started, wire) => {
        callSid = started.callSid
        return admit(stream, started, wire)
      },
      onEnd: end,
      onFrames: (frames) =>
        metrics.framesHeard({
          all: frames.length,
          lost: frames.filter((frame) => frame === undefined).length,
        }),
      patience: deps.patience ?? usualPatience,
    })
    streams.add(stream)
    metrics.streamOpened()
    socket.on('message', (data: Buffer, isBinary) =>
      stream.take(isBinary ? undefined : data.toString()),
    )
    // Above all a message that is too long: the socket closes itself.
    socket.on('error', () => stream.end('refused'))
    socket.on('close', () => stream.end('lost'))
  }

  return {
    upgrade: (request, socket, head) => {
      if (!isDraining && streams.size < mostSockets(limits)) {
        server.handleUpgrade(request, socket, head, connect)
        return
      }
      if (!isDraining) report(new Fault('streams-full'))
      socket.on('error', () => socket.destroy())
      socket.end(
        'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      )
    },
    drain: () => {
      isDraining = true
    },
    close: async () => {
      isDraining = true
      stopClock()
      // What is taken is in the store before Twilio is led to another process.
      await Promise.all([...streams].map(leave))
      for (const stream of streams) stream.end('closing')
      await Promise.all(leaving)
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      await closed.promise
    },
  }
}

/** A message of 20 ms has some 400; a second and a half of sound in one is still taken. */
const mostBytes = 16 * 1024

const roundInMs = 20

/** For the other side to close a socket as well. */
const goodbyeInMs = 2_000

/** `closeTimeout` is not in the types of `ws` yet. */
const socketOptions = {
  noServer: true,
  maxPayload: mostBytes,
  perMessageDeflate: false,
  closeTimeout: goodbyeInMs,
}

/** A few more than can be carried: they are told so once it is known what they are for. */
function mostSockets({ text, detect }: StreamLimits): number {
  return text + detect + mostTurnedAway
}

const mostTurnedAway = 50

const closeCodes: Partial<Record<Reason, number>> = {
  refused: 1008,
  flood: 1008,
  slow: 1013,
  full: 1013,
  closing: 1012,
  failed: 1011,
}

const node: Clock = {
  now: Date.now,
  every: (ms, work) => {
    const timer = setInterval(work, ms).unref()
    return () => clearInterval(timer)
  },
}
