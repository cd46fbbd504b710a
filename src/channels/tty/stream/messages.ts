/** What Twilio sends over a Media Stream, as it documents it, and what may be sent back. */
import { z } from 'zod'
import type { CallId } from '../../../base/brand.ts'

export type Message =
  | { readonly event: 'connected' }
  | {
      readonly event: 'start'
      readonly sequence: number
      readonly streamSid: string
      readonly callSid: CallId
      readonly parameters: Readonly<Record<string, string>>
    }
  /** `at`: in ms since the stream began. */
  | {
      readonly event: 'media'
      readonly sequence: number
      readonly at: number
      readonly sound: Uint8Array
    }
  | { readonly event: 'dtmf'; readonly sequence: number; readonly digit: string }
  | { readonly event: 'mark'; readonly sequence: number; readonly name: string }
  | { readonly event: 'stop'; readonly sequence: number }

/** What is wrong with what came. */
export type Flaw =
  'binary' | 'not-json' | 'unknown-event' | 'malformed' | 'other-sound' | 'out-of-order' | 'ticket'

export type Read = Message | { readonly event: 'refused'; readonly flaw: Flaw }

/** Reads a text message. Fields that Twilio may add are left alone; those that are read are as it says. */
export function readMessage(text: string): Read {
  const value = parsed(text)
  if (value === undefined) return refused('not-json')
  const message = schema.safeParse(value)
  return message.success ? message.data : refused(flawOf(value))
}

export function mediaMessage(streamSid: string, sound: Uint8Array): string {
  const payload = Buffer.from(sound.buffer, sound.byteOffset, sound.byteLength).toString('base64')
  return JSON.stringify({ event: 'media', streamSid, media: { payload } })
}

export function markMessage(streamSid: string, name: string): string {
  return JSON.stringify({ event: 'mark', streamSid, mark: { name } })
}

export function clearMessage(streamSid: string): string {
  return JSON.stringify({ event: 'clear', streamSid })
}

const events = ['connected', 'start', 'media', 'dtmf', 'mark', 'stop'] as const

/** Numbers come as text, but for those of the sound. */
const count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

const sequenceNumber = count

const payload = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64')
  const letters = text.replace(/=+$/, '').length
  if (bytes.length === Math.floor((letters * 3) / 4)) return new Uint8Array(bytes)
  context.addIssue('is not base64')
  return z.NEVER
})

const sound = z.object({
  tracks: z.tuple([z.literal('inbound')]),
  mediaFormat: z.object({
    encoding: z.literal('audio/x-mulaw'),
    sampleRate: z.literal(8000),
    channels: z.literal(1),
  }),
})

const start = z.object({
  event: z.literal('start'),
  sequenceNumber,
  streamSid: z.string().regex(/^MZ[0-9A-Za-z]{1,62}$/),
  start: sound.extend({
    callSid: z.string().regex(/^CA[0-9A-Za-z]{1,62}$/),
    customParameters: z.record(z.string(), z.string()).default({}),
  }),
})

const media = z.object({
  event: z.literal('media'),
  sequenceNumber,
  media: z.object({ track: z.literal('inbound'), timestamp: count, payload }),
})

const schema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('connected') }),
  start.transform(({ event, sequenceNumber: sequence, streamSid, start: its }) => ({
    event,
    sequence,
    streamSid,
    callSid: its.callSid as CallId,
    parameters: its.customParameters,
  })),
  media.transform(({ event, sequenceNumber: sequence, media: its }) => ({
    event,
    sequence,
    at: its.timestamp,
    sound: its.payload,
  })),
  z
    .object({
      event: z.literal('dtmf'),
      sequenceNumber,
      dtmf: z.object({ digit: z.string().regex(/^[0-9A-D*#]$/) }),
    })
    .transform(({ event, sequenceNumber: sequence, dtmf }) => ({
      event,
      sequence,
      digit: dtmf.digit,
    })),
  z
    .object({
      event: z.literal('mark'),
      sequenceNumber,
      mark: z.object({ name: z.string() }),
    })
    .transform(({ event, sequenceNumber: sequence, mark }) => ({
      event,
      sequence,
      name: mark.name,
    })),
  z
    .object({ event: z.literal('stop'), sequenceNumber })
    .transform(({ event, sequenceNumber: sequence }) => ({ event, sequence })),
])

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refused(flaw: Flaw): Read {
  return { event: 'refused', flaw }
}

function flawOf(value: unknown): Flaw {
  if (!z.object({ event: z.enum(events) }).safeParse(value).success) return 'unknown-event'
  const issues = [start, media].flatMap((one) => one.safeParse(value).error?.issues ?? [])
  return issues.some(({ path: [, field] }) => ofSound.has(field)) ? 'other-sound' : 'malformed'
}

const ofSound: ReadonlySet<unknown> = new Set(['tracks', 'mediaFormat', 'track'])
