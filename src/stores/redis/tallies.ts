import type { Tallies, Tally } from '../../calls/counting.ts'
import { type Book, books } from '../../calls/limits-policy.ts'
import { triesKey } from './keys.ts'
import type { Redis } from './redis.ts'
import { run } from './script.ts'
import { countUnder } from './scripts.ts'

/** Counts in Redis, for all processes of a line. A count whose answer was lost on the way may count twice. */
export function createTallies(redis: Redis): Tallies {
  const count = async (book: Book, name: string, more: 1 | -1): Promise<Tally> =>
    tallyOf(
      await run(redis, countUnder, [triesKey(book, name), String(more), String(books[book].forMs)]),
    )

  return {
    add: (book, name) => count(book, name, 1),
    takeBack: (book, name) => count(book, name, -1),
    read: async (book, name) => {
      const key = triesKey(book, name)
      return tallyOf(
        await Promise.all([redis.send(key, ['GET', key]), redis.send(key, ['PTTL', key])]),
      )
    },
  }
}

function tallyOf(answer: unknown): Tally {
  const [count, forgottenInMs] = answer as readonly [number | string | null, number]
  return { count: Math.max(0, Number(count)), forgottenInMs: Math.max(0, Number(forgottenInMs)) }
}
