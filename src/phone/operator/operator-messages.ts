import { z } from 'zod'
import type { FromConsole } from './operator-protocol.ts'

const message = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('connect'),
    token: z.string().max(400),
    contact: z.string().max(60),
  }),
  z.strictObject({ kind: z.literal('disconnect') }),
  z.strictObject({ kind: z.literal('mute'), isOn: z.boolean() }),
  z.strictObject({ kind: z.literal('say'), text: z.string().trim().min(1).max(500) }),
])

/** What a console sent, or undefined for what is no message of the protocol. */
export function parseFromConsole(text: string): FromConsole | undefined {
  try {
    return message.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
