import { askOnce } from './client.ts'
import type { Access, Place } from './redis-address.ts'
import { wantsPassword } from './redis-fault.ts'

/** Where the sentinels say that the primary is: the first of them that answers and knows. */
export async function findPrimary(
  sentinels: readonly Place[],
  master: string,
  access: Access,
): Promise<Place> {
  try {
    return await Promise.any(sentinels.map((sentinel) => askSentinel(sentinel, master, access)))
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error
  }
}

/** Without a password, as most sentinels have none; where it wants one, with that of the primary. */
async function askSentinel(sentinel: Place, master: string, access: Access): Promise<Place> {
  const question = ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', master]
  const named = { ...access, database: 0 }
  const unnamed = { ...named, user: undefined, password: undefined }
  const reply = await askOnce(sentinel, unnamed, question).catch((error: unknown) => {
    if (!wantsPassword(error)) throw error
    return askOnce(sentinel, named, question)
  })
  if (!Array.isArray(reply)) throw new Error('No sentinel knows a primary of this name')
  return { host: String(reply[0]), port: Number(reply[1]) }
}
