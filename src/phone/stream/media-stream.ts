import type { Chance } from '../chance.ts'
import type { Happening, Key } from '../events.ts'
import type { Line } from '../transport/webhook.ts'
import type { Stream } from '../twiml/verbs.ts'
import { dial, type Closing } from './connection.ts'
import { connected, numbered, readFromLine, type Media } from './messages.ts'
import { createWay, type Network } from './network.ts'
import { createPlayout } from './playout.ts'
import { frameInMs } from './sound.ts'

/** What passes in 20 ms, as mu-law in base64. */
export type Payloads = Readonly<Record<Media['track'], string>>

/** One stream of a call, open. */
export type MediaStream = {
  readonly streamSid: string
  /** Sends 20 ms, and settles when the line has taken them in. */
  readonly frame: (payloads: Payloads) => Promise<void>
  /** Plays 20 ms of what the line sent. */
  readonly play: (heard: Float32Array) => void
  readonly key: (key: Key) => void
  /** Twilio's own end of it. */
  readonly stop: () => Promise<void>
  readonly closed: Promise<void>
}

export type StreamOptions = {
  readonly stream: Stream
  /** Both ways: the line is heard, and the caller's keys are told. */
  readonly isTwoWay: boolean
  readonly line: Line
  readonly callSid: string
  readonly chance: Chance
  readonly network: Network
  readonly signsSlash: boolean
  readonly emit: (happening: Happening) => void
}

/** Opens a stream and says so to the line. Throws a `PhoneFault` where its address does not answer. */
export async function openStream(options: StreamOptions): Promise<MediaStream> {
  const { stream, isTwoWay, line, callSid, network, emit } = options
  const streamSid = `MZ${options.chance.hex(32)}`
  const number = numbered(streamSid)
  const way = createWay<Media>(network, options.chance)
  const tracks = tracksOf(stream)
  let frames = 0
  let isWarned = false

  const fault = (code: number, sentence: string): void =>
    emit({ kind: 'fault', code, sentence, url: stream.url })
  const warnOnce = (code: number, sentence: string): void => {
    if (!isWarned) fault(code, sentence)
    isWarned = true
  }
  const hear = (data: string | undefined): void => {
    if (data === undefined) return warnOnce(31950, 'Stream: binary messages are not understood')
    const message = readFromLine(data, streamSid)
    if (message === undefined) return warnOnce(31951, 'Stream: invalid message')
    if (!isTwoWay) return warnOnce(31924, 'Stream: nothing may be sent on a stream of Start')
    switch (message.event) {
      case 'media':
        return playout.add(message.payload)
      case 'mark':
        return playout.mark(message.name)
      case 'clear':
        return playout.clear()
    }
  }
  const connection = await dial({ url: stream.url, line, signsSlash: options.signsSlash, hear })
  const playout = createPlayout((name) =>
    connection.send(number({ event: 'mark', mark: { name } })),
  )
  const { accountSid } = line
  const sids = { accountSid, callSid }

  connection.send(connected)
  connection.send(
    number({
      event: 'start',
      start: { ...sids, streamSid, tracks, customParameters: stream.parameters },
    }),
  )
  return {
    streamSid,
    frame: async (payloads) => {
      const at = frames * frameInMs
      if (at >= (network.breaksAfterMs ?? Infinity)) return connection.breakOff()
      frames += 1
      const place = { chunk: String(frames), timestamp: String(at) }
      for (const track of tracks) {
        for (const media of way.pass({ track, ...place, payload: payloads[track] }, at)) {
          connection.send(number({ event: 'media', media }))
        }
      }
      await connection.takenIn()
    },
    play: playout.play,
    key: (digit) =>
      connection.send(number({ event: 'dtmf', dtmf: { track: 'inbound_track', digit } })),
    stop: async () => {
      if (network.saysStop ?? true) connection.send(number({ event: 'stop', stop: sids }))
      connection.close()
      await connection.closed
    },
    closed: connection.closed.then((closing) => {
      tellClosing(closing, fault)
      emit({ kind: 'stream', what: 'closed', streamSid, isTwoWay })
    }),
  }
}

/** Twilio takes a close without a code, or with 1000, as meant. */
function tellClosing(closing: Closing, fault: (code: number, sentence: string) => void): void {
  if (closing.by === 'nobody') fault(31903, 'Stream: the connection broke')
  else if (closing.code !== 1000 && closing.code !== 1005) {
    fault(31921, `Stream: the line closed with ${closing.code}`)
  }
}

function tracksOf({ track }: Stream): readonly Media['track'][] {
  switch (track) {
    case 'inbound_track':
      return ['inbound']
    case 'outbound_track':
      return ['outbound']
    case 'both_tracks':
      return ['inbound', 'outbound']
  }
}
