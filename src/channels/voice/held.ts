import { z } from 'zod'
import type { Heard } from '../../calls/exchange.ts'
import type { Seal, SealOptions } from '../seal.ts'

/** What was heard and could not be taken: it comes in again, sealed, with the address of the next request. */
export type Held = {
  readonly heard: Exclude<Heard, { readonly kind: 'ringing' }>
  /** How often in a row it failed. */
  readonly failures: number
  /** How often in a row it was put off, since too much was in hand. */
  readonly waits: number
}

export type HeldSeal = Seal<Held>

const count = z.int().min(0)

export const heldOptions: SealOptions<Held> = {
  schema: z.object({
    heard: z.union([
      z.object({
        kind: z.literal('keys'),
        turn: count,
        keys: z.string(),
        doubts: z.array(z.number()).exactOptional(),
      }),
      z.object({ kind: z.literal('text'), turn: count, text: z.string() }),
      z.object({ kind: z.enum(['again', 'operator']), turn: count }),
    ]),
    failures: count,
    waits: count,
  }),
  // Far more than the keys of one listening take.
  longest: 1_500,
}
