import { once } from 'node:events'
import { WebSocket } from 'ws'

/** What came back on a stream. */
export type FromLine = {
  readonly event: string
  readonly streamSid?: string
  readonly media?: { readonly payload: string }
  readonly mark?: { readonly name: string }
}

/** Twilio's end of a Media Stream, which says exactly what it is told to. */
export type TwilioStream = {
  readonly got: FromLine[]
  readonly socket: WebSocket
  readonly start: (parameters: Readonly<Record<string, string>>, more?: object) => void
  /** 20 ms, or as many bytes as are given. */
  readonly media: (at: number, sound?: Uint8Array, more?: object) => void
  readonly say: (message: object) => void
  /** The code with which the line closes the socket. */
  readonly closed: Promise<number>
  /** Waits until the line has sent so many messages of an event. */
  readonly until: (event: string, count?: number) => Promise<void>
}

export const callSid = 'CA00000000000000000000000000000001'
export const streamSid = 'MZ00000000000000000000000000000001'
export const quiet = new Uint8Array(160).fill(0xff)

export async function openTwilioStream(
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TwilioStream> {
  const socket = new WebSocket(address, { headers, perMessageDeflate: false })
  const got: FromLine[] = []
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve)
  })
  socket.on('message', (data: Buffer) => got.push(JSON.parse(data.toString())))
  socket.on('error', () => {})
  await once(socket, 'open')
  let sequence = 0
  const say = (message: object): void => {
    sequence += 1
    socket.send(JSON.stringify({ sequenceNumber: String(sequence), streamSid, ...message }))
  }
  return {
    got,
    socket,
    say,
    start: (parameters, more = {}) => {
      socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }))
      say({
        event: 'start',
        start: {
          accountSid: 'AC00000000000000000000000000000000',
          streamSid,
          callSid,
          tracks: ['inbound'],
          mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
          customParameters: parameters,
          ...more,
        },
      })
    },
    media: (at, sound = quiet, more = {}) =>
      say({
        event: 'media',
        media: {
          track: 'inbound',
          chunk: String(Math.floor(at / 20) + 1),
          timestamp: String(at),
          payload: Buffer.from(sound).toString('base64'),
          ...more,
        },
      }),
    closed,
    until: async (event, count = 1) => {
      while (got.filter((one) => one.event === event).length < count) await once(socket, 'message')
    },
  }
}
