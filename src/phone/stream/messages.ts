import { z } from 'zod'

/** What the line may send on a stream. */
export type FromLine =
  | { readonly event: 'media'; readonly payload: Uint8Array }
  | { readonly event: 'mark'; readonly name: string }
  | { readonly event: 'clear' }

/** Twilio's own messages, before the number that each has and the SID of the stream are put to them. */
export type ToLine =
  | { readonly event: 'start'; readonly start: Started }
  | { readonly event: 'media'; readonly media: Media }
  | {
      readonly event: 'dtmf'
      readonly dtmf: { readonly track: 'inbound_track'; readonly digit: string }
    }
  | { readonly event: 'mark'; readonly mark: { readonly name: string } }
  | {
      readonly event: 'stop'
      readonly stop: { readonly accountSid: string; readonly callSid: string }
    }

export type Started = {
  readonly accountSid: string
  readonly streamSid: string
  readonly callSid: string
  readonly tracks: readonly Media['track'][]
  readonly customParameters: Readonly<Record<string, string>>
}

/** Numbers are strings here, but for those of the format. */
export type Media = {
  readonly track: 'inbound' | 'outbound'
  readonly chunk: string
  readonly timestamp: string
  readonly payload: string
}

export const connected = JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' })

const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 }

/** The messages of one stream, numbered from 1 on. */
export function numbered(streamSid: string): (message: ToLine) => string {
  let last = 0
  return (message) => {
    last += 1
    const { event, ...rest } = message
    const body = 'start' in rest ? { start: { ...rest.start, mediaFormat } } : rest
    return JSON.stringify({ event, sequenceNumber: String(last), streamSid, ...body })
  }
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/

const schema = z.discriminatedUnion('event', [
  z
    .strictObject({
      event: z.literal('media'),
      streamSid: z.string(),
      media: z.strictObject({ payload: z.string().regex(base64) }),
    })
    .transform(({ event, streamSid, media }) => ({
      streamSid,
      message: { event, payload: Buffer.from(media.payload, 'base64') },
    })),
  z
    .strictObject({
      event: z.literal('mark'),
      streamSid: z.string(),
      mark: z.strictObject({ name: z.string() }),
    })
    .transform(({ event, streamSid, mark }) => ({ streamSid, message: { event, ...mark } })),
  z
    .strictObject({ event: z.literal('clear'), streamSid: z.string() })
    .transform(({ event, streamSid }) => ({ streamSid, message: { event } })),
])

/** Undefined for what is none of the messages that Twilio takes, or is for another stream (31951). */
export function readFromLine(text: string, streamSid: string): FromLine | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { data } = schema.safeParse(value)
  return data?.streamSid === streamSid ? data.message : undefined
}
