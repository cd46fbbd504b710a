import { z } from 'zod'
import { devices, keys, type FromPage } from './live-protocol.ts'

const message = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('dial'),
    to: z.string().max(20),
    caller: z.string().regex(/^\d{6}$/),
    device: z.enum(devices),
  }),
  z.strictObject({ kind: z.literal('stand-by'), caller: z.string().regex(/^\d{6}$/) }),
  z.strictObject({ kind: z.literal('take-up') }),
  z.strictObject({ kind: z.literal('key'), key: z.enum(keys) }),
  z.strictObject({ kind: z.literal('hang-up') }),
  z.strictObject({ kind: z.literal('say'), text: z.string().trim().min(1).max(200) }),
  z.strictObject({ kind: z.literal('spoken'), id: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('type'), text: z.string().max(200) }),
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('tones'), isOn: z.boolean() }),
])

/** What a page sent, or undefined for what is no message of the protocol. */
export function parseFromPage(text: string): FromPage | undefined {
  try {
    return message.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
