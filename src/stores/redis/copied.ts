import { isForbidden } from './redis-fault.ts'
import type { Link } from './redis.ts'

/** A copy has a write in a thousandth of a second or two; one that has not is away. */
const patienceInMs = 50

/** Where no copy had it in time none is waited for meanwhile: the connection stands still while it waits. */
const restInMs = 5_000

/**
 * Waits until a copy of the server has all that was said on the connection before, so that a failover does not lose
 * what was answered. It is said at once with the write, and costs no round trip of its own.
 */
export function createCopied(link: Link): (key: string) => Promise<void> {
  let restsUntil = 0
  return async (key) => {
    if (performance.now() < restsUntil) return
    try {
      const copies = await link.send(key, ['WAIT', '1', String(patienceInMs)])
      if (Number(copies) < 1) restsUntil = performance.now() + restInMs
    } catch (error) {
      if (!isForbidden(error)) throw error
      restsUntil = Infinity
    }
  }
}
