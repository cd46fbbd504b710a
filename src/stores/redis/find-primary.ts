import { connectTo } from './client.ts'
import type { Access, Place } from './redis-address.ts'
import { wantsPassword } from './redis-fault.ts'

/** Where the sentinels say that the primary is: the first of them that answers and knows. */
export async function findPrimary(
  sentinels: readonly Place[],
  master: string,
  access: Access,
): Promise<Place> {
  let why: unknown
  for (const sentinel of sentinels) {
    try {
      const place = await askSentinel(sentinel, master, access)
      if (place !== undefined) return place
    } catch (error) {
      why = error
    }
  }
  throw new Error('No sentinel knows the primary', { cause: why })
}

/** Without a password, as most sentinels have none; where it wants one, with that of the primary. */
async function askSentinel(
  sentinel: Place,
  master: string,
  access: Access,
): Promise<Place | undefined> {
  const unnamed = { ...access, user: undefined, password: undefined, database: 0 }
  try {
    return await ask(sentinel, master, unnamed)
  } catch (error) {
    if (!wantsPassword(error)) throw error
    return ask(sentinel, master, { ...access, database: 0 })
  }
}

async function ask(sentinel: Place, master: string, access: Access): Promise<Place | undefined> {
  const client = await connectTo(sentinel, access, () => {})
  try {
    const reply = await client.sendCommand(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', master])
    return Array.isArray(reply) ? { host: String(reply[0]), port: Number(reply[1]) } : undefined
  } finally {
    client.destroy()
  }
}
