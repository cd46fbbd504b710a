import { silentByte, toMuLaw } from '../../modem/mu-law.ts'
import type { Chance } from '../chance.ts'
import type { Clock } from '../clock.ts'
import type { Happening, Key } from '../events.ts'
import { PhoneFault } from '../phone-fault.ts'
import type { Line } from '../transport/webhook.ts'
import type { Stream } from '../twiml/verbs.ts'
import { openStream, type MediaStream } from './media-stream.ts'
import type { Network } from './network.ts'
import { frameInMs, frameLength, type Sound } from './sound.ts'

/** The media streams of a call. */
export type Streams = {
  /** Settles when the line has closed the stream, or soon after the signal. */
  readonly connect: (stream: Stream, signal: AbortSignal) => Promise<void>
  /** Goes on until it is stopped by its name, the line closes it, or the call ends. */
  readonly start: (stream: Stream) => Promise<void>
  readonly stop: (name: string) => Promise<void>
  /** To the stream that goes both ways; false: there is none. */
  readonly key: (key: Key) => boolean
  /** The call is over. */
  readonly end: () => Promise<void>
}

export type StreamsOptions = {
  readonly clock: Clock
  readonly chance: Chance
  readonly line: Line
  readonly callSid: string
  readonly sound: Sound
  readonly network: Network
  readonly signsSlash: boolean
  readonly emit: (happening: Happening) => void
}

/** Tracks of one call that `<Start>` may carry at a time. */
const mostTracks = 4

export function createStreams(options: StreamsOptions): Streams {
  const { clock, chance, emit } = options
  const started = new Set<{ readonly stream: Stream; readonly media: MediaStream }>()
  let connected: MediaStream | undefined
  const all = (): readonly MediaStream[] => [
    ...(connected === undefined ? [] : [connected]),
    ...Array.from(started, ({ media }) => media),
  ]
  const beat = createBeat(options, all, () => connected)

  /** Undefined: its address did not answer, and the call goes on without it. */
  const open = async (stream: Stream, isTwoWay: boolean): Promise<MediaStream | undefined> => {
    try {
      return await clock.during(() =>
        openStream({ ...options, chance: chance.fork(), stream, isTwoWay }),
      )
    } catch (error) {
      if (!(error instanceof PhoneFault)) throw error
      emit({ kind: 'fault', code: error.code, sentence: error.message, url: stream.url })
      return undefined
    }
  }

  return {
    connect: async (stream, signal) => {
      const media = await open(stream, true)
      if (media === undefined) return
      const stop = (): void => void clock.during(media.stop)
      connected = media
      emit({ kind: 'stream', what: 'opened', streamSid: media.streamSid, isTwoWay: true })
      beat.go()
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
      await media.closed
      signal.removeEventListener('abort', stop)
      connected = undefined
    },
    start: async (stream) => {
      const names = Array.from(started, (one) => one.stream.name)
      if (stream.name !== undefined && names.includes(stream.name)) {
        throw new PhoneFault(12200, 'Start: another stream of this call has that name')
      }
      const tracks = [stream, ...Array.from(started, (one) => one.stream)].flatMap(({ track }) =>
        track === 'both_tracks' ? [track, track] : [track],
      )
      if (tracks.length > mostTracks) {
        throw new PhoneFault(12200, 'Start: a call has four tracks at most')
      }
      const media = await open(stream, false)
      if (media === undefined) return
      const one = { stream, media }
      started.add(one)
      emit({ kind: 'stream', what: 'opened', streamSid: media.streamSid, isTwoWay: false })
      void media.closed.then(() => started.delete(one))
      beat.go()
    },
    stop: async (name) => {
      const one = Array.from(started).find(({ stream }) => stream.name === name)
      if (one !== undefined) await clock.during(one.media.stop)
    },
    key: (key) => {
      connected?.key(key)
      return connected !== undefined
    },
    end: async () => {
      await clock.during(() => Promise.all(all().map((media) => media.stop())))
    },
  }
}

/** So far a stream may be behind its time before its time is moved: it is slower then, and no sound is left out. */
const mostBehindInMs = 200

/**
 * Every 20 ms of the call's clock the caller's sound goes to all streams, and what the line sent to the
 * caller. The next 20 ms wait until the line has taken these in: however fast the clock, the line is never
 * behind by more than one frame, and what it sends at once in answer to one is here before the next.
 */
function createBeat(
  { clock, sound }: StreamsOptions,
  all: () => readonly MediaStream[],
  connected: () => MediaStream | undefined,
): { readonly go: () => void } {
  let isBeating = false
  let due = 0

  const once = async (): Promise<void> => {
    const inbound = encoded(sound.next())
    await clock.during(() =>
      Promise.all(all().map((media) => media.frame({ inbound, outbound: silence }))),
    )
    const heard = new Float32Array(frameLength)
    connected()?.play(heard)
    sound.hear(heard)
  }
  const beat = async (): Promise<void> => {
    while (due <= clock.now()) {
      await once()
      if (all().length === 0) {
        isBeating = false
        return
      }
      due = Math.max(due + frameInMs, clock.now() - mostBehindInMs)
    }
    clock.after(due - clock.now(), () => void beat())
  }
  return {
    go: () => {
      if (isBeating) return
      isBeating = true
      due = clock.now() + frameInMs
      clock.after(frameInMs, () => void beat())
    },
  }
}

const silence = Buffer.alloc(frameLength, silentByte).toString('base64')

function encoded(samples: Float32Array | undefined): string {
  if (samples === undefined) return silence
  return Buffer.from(Uint8Array.from(samples, toMuLaw)).toString('base64')
}
