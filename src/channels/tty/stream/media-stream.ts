import type { CallId } from '../../../base/brand.ts'
import { unreachable } from '../../../base/unreachable.ts'
import { fromMuLaw, toMuLaw } from '../../../modem/mu-law.ts'
import { createAllowance } from './allowance.ts'
import { createFrames, type Frame, frameInMs, frameLength } from './frames.ts'
import {
  clearMessage,
  type Flaw,
  markMessage,
  mediaMessage,
  type Message,
  readMessage,
} from './messages.ts'
import type { Party, Wire } from './party.ts'

/** Why a stream ended. */
export type Reason =
  /** Its party had said all; or the call goes on without it. */
  | 'end'
  | 'speech'
  /** Twilio said so: the caller is gone. */
  | 'hung-up'
  /** The socket was closed, and nobody said why. */
  | 'lost'
  /** No start, or no sound, for too long. */
  | 'silent'
  /** What we send is not taken; or more comes than a call can bring. */
  | 'slow'
  | 'flood'
  /** Something came that is not as it must be, or the ticket is none of ours. */
  | 'refused'
  /** Another stream of the same call took its place. */
  | 'replaced'
  | 'full'
  | 'closing'
  | 'failed'

export type End = { readonly reason: Reason; readonly flaw?: Flaw; readonly error?: unknown }

/** Why a stream has no party. */
export type Refusal = Pick<End, 'reason' | 'flaw'>

export type Started = {
  readonly callSid: CallId
  readonly parameters: Readonly<Record<string, string>>
}

/** Its socket, of which it knows no more. */
export type Outlet = {
  readonly send: (text: string) => void
  /** What was sent, and has not left this process yet. */
  readonly waitingBytes: () => number
}

export type StreamDeps = {
  readonly outlet: Outlet
  /** Finds a party for a stream that begins; or says why there is none. What comes meanwhile waits. */
  readonly admit: (started: Started, wire: Wire) => Promise<Party | Refusal>
  /** Told exactly once. */
  readonly onEnd: (end: End) => void
  readonly onFrames: (frames: readonly Frame[]) => void
  readonly patience: Patience
}

/** In ms. */
export type Patience = {
  /** For a start. */
  readonly startInMs: number
  /** For sound, before time goes by without it. */
  readonly soundInMs: number
  /** For sound, before the stream is given up. */
  readonly silenceInMs: number
  /** How much more may come than time has passed for. */
  readonly aheadInMs: number
}

export type MediaStream = {
  /** What came on the socket; nothing where that was no text. */
  readonly take: (text: string | undefined) => void
  /** So much time went by. */
  readonly pass: (ms: number) => void
  readonly end: (reason: Reason) => void
  /** Lets its party finish, whose caller may go on in another stream; once, however this one ended. */
  readonly leave: () => Promise<void>
}

/** One stream, from its socket to its party. It has no clock: the caller's sound is one, and time is told to it. */
export function createMediaStream(deps: StreamDeps): MediaStream {
  const { outlet, patience } = deps
  const frames = createFrames(fromMuLaw)
  const allowance = createAllowance(patience.aheadInMs)
  let party: Party | undefined
  /** What came before it was known who the party is. */
  let waiting: Message[] | undefined
  let streamSid = ''
  let sequence = -1
  let [hasEnded, isPartyDone] = [false, false]
  /** Since the last sound, or since the beginning. */
  let idleInMs = 0
  /** Frames that time has gone by for without sound since then. */
  let idleFrames = 0
  /** Frames that are sent and, by the caller's clock, not yet played. */
  let ahead = 0
  /** Marks of what was cleared come back as if it had been played. */
  let cleared = 0
  let closing: { readonly why: Parameters<Wire['close']>[0]; frames: number } | undefined

  const end = (reason: Reason, more: Omit<End, 'reason'> = {}): void => {
    if (hasEnded) return
    hasEnded = true
    deps.onEnd({ reason, ...more })
  }
  const refuse = (flaw: Flaw): void => end('refused', { flaw })
  const send = (text: string): void => {
    if (hasEnded) return
    if (outlet.waitingBytes() > mostWaitingBytes) end('slow')
    else outlet.send(text)
  }
  const sendFrame = (samples: Float32Array): void => {
    send(mediaMessage(streamSid, Uint8Array.from(samples, toMuLaw)))
    ahead += 1
  }

  const wire: Wire = {
    mark: (name) => send(markMessage(streamSid, `${cleared}:${name}`)),
    clear: () => {
      cleared += 1
      ahead = 0
      send(clearMessage(streamSid))
    },
    close: (why) => {
      isPartyDone = true
      if (ahead === 0) return end(why)
      wire.mark(lastMark)
      closing ??= { why, frames: ahead + overdueFrames }
    },
  }

  const pass = (frame: Frame): void => {
    if (party === undefined || hasEnded) return
    ahead = Math.max(0, ahead - 1)
    if (closing !== undefined) {
      closing.frames -= 1
      if (closing.frames <= 0) end(closing.why)
      return
    }
    const sent = party.frame(frame)
    if (sent === undefined) return
    if (ahead === 0) for (let sooner = 0; sooner < cushionFrames; sooner += 1) sendFrame(silence)
    sendFrame(sent)
  }
  const passAll = (some: readonly Frame[]): void => {
    deps.onFrames(some)
    some.forEach(pass)
  }

  const start = (message: Extract<Message, { readonly event: 'start' }>): void => {
    if (streamSid !== '') return refuse('out-of-order')
    streamSid = message.streamSid
    idleInMs = 0
    waiting = []
    void deps.admit(message, wire).then(
      (found) => guarded(() => begin(found)),
      (error: unknown) => end('failed', { error }),
    )
  }
  const begin = (found: Party | Refusal): void => {
    if ('reason' in found) return end(found.reason, found)
    const before = waiting ?? []
    ;[party, waiting, idleInMs] = [found, undefined, 0]
    for (const message of before) if (!hasEnded) take(message)
  }

  const take = (message: Message): void => {
    if (message.event === 'connected') return
    if (waiting !== undefined && message.event !== 'start') return void waiting.push(message)
    // On one connection nothing overtakes: what is not newer was there before.
    if (message.sequence <= sequence) return
    sequence = message.sequence
    if (message.event === 'start') return start(message)
    if (party === undefined) return refuse('out-of-order')
    switch (message.event) {
      case 'media':
        idleInMs = 0
        idleFrames = 0
        return passAll(frames.take(message.at, message.sound))
      case 'dtmf':
        return party.key(message.digit)
      case 'mark': {
        const [, of = '', name = ''] = /^(\d+):(.*)$/s.exec(message.name) ?? []
        if (of !== String(cleared)) return
        if (name !== lastMark) party.marked(name)
        else if (closing !== undefined) end(closing.why)
        return
      }
      case 'stop':
        isPartyDone = true
        party.hungUp()
        return end('hung-up')
      default:
        return unreachable(message)
    }
  }

  const guarded = (work: () => void): void => {
    try {
      if (!hasEnded) work()
    } catch (error) {
      isPartyDone = true
      end('failed', { error })
    }
  }

  return {
    take: (text) =>
      guarded(() => {
        if (text === undefined) return refuse('binary')
        const message = readMessage(text)
        if (message.event === 'refused') return refuse(message.flaw)
        const lasts = message.event === 'media' ? message.sound.length / 8 : 0
        if (!allowance.spend(Math.max(lasts, frameInMs))) return end('flood')
        take(message)
      }),
    pass: (ms) =>
      guarded(() => {
        idleInMs += Math.min(ms, mostAtOnceInMs)
        allowance.pass(ms)
        if (party === undefined) {
          if (idleInMs >= patience.startInMs) end('silent')
          return
        }
        if (idleInMs >= patience.silenceInMs) return end('silent')
        for (; idleInMs >= patience.soundInMs + idleFrames * frameInMs; idleFrames += 1)
          passAll(frames.lost())
      }),
    end,
    leave: async () => {
      if (isPartyDone) return
      isPartyDone = true
      await party?.leave()
    },
  }
}

/** While this process was busy with something else, what came may have waited for it: that is no silence. */
const mostAtOnceInMs = 40

const silence = new Float32Array(frameLength)

/**
 * What is sent a little before it is due is played without a break when the caller's sound, and with it the next
 * frame, comes late: 200 ms.
 */
const cushionFrames = 10

/** For a mark that does not come back: two seconds. */
const overdueFrames = 100

/** Two seconds of sound, of which 20 ms are some 300 bytes. */
const mostWaitingBytes = 30_000

const lastMark = 'last'
