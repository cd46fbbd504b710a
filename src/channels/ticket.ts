import { z } from 'zod'
import type { E164 } from '../base/brand.ts'
import { books } from '../calls/limits-policy.ts'
import { createSeal, type Seal } from './seal.ts'
import type { TextCall } from './text-call.ts'

/** What a document gives a Media Stream on its way, so that it may speak for a call. */
export type Ticket = {
  /** To talk in writing; or to listen for a text telephone in a call that is spoken. */
  readonly purpose: 'text' | 'detect'
  readonly call: Omit<TextCall, 'callSid'>
  /** In ms since 1970. */
  readonly madeAt: number
  /** No other stream is asked for where this one finds no room. */
  readonly isLast?: true
}

/** How long one is good: as long as it is remembered once it was used. */
export const ticketForMs = books.tickets.forMs

/** The name of the stream's parameter that holds it. */
export const ticketParameter = 'ticket'

/** Sealed for one call: nobody else can make one, and on another call's stream it is worth nothing. */
export function createTicketSeal(key: Uint8Array): Seal<Ticket> {
  return createSeal(key, { schema, longest, purpose: 'media ' })
}

/** Twilio takes less than 500 characters for the name and the value of a parameter. */
const longest = 499 - ticketParameter.length

const number = z.string().transform((text) => text as E164)

const schema: z.ZodType<Ticket> = z.object({
  purpose: z.enum(['text', 'detect']),
  call: z.object({
    to: number,
    caller: number.exactOptional(),
    attested: z.enum(['full', 'partial', 'gateway', 'none', 'failed']),
  }),
  madeAt: z.int(),
  isLast: z.literal(true).exactOptional(),
})
