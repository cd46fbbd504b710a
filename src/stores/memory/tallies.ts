import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { Tallies, Tally } from '../../calls/counting.ts'
import { type Book, books } from '../../calls/limits-policy.ts'

/** Counts in this process, and forgets with it; in each book the oldest names make room beyond `atMost`. */
export function createTallies(atMost = 100_000): Tallies {
  const names = Object.keys(books) as readonly Book[]
  const counters = Object.fromEntries(
    names.map((book) => [book, createCounter(book, atMost)]),
  ) as Readonly<Record<Book, Counter>>
  return {
    add: (book, name) => counters[book].add(name),
    takeBack: async (book, name) => tallyOf(await counters[book].limiter.reward(name)),
    read: async (book, name) => tallyOf(await counters[book].limiter.get(name)),
  }
}

type Counter = {
  readonly limiter: RateLimiterMemory
  readonly add: (name: string) => Promise<Tally>
}

/** The limiter only counts, and forgets in time: what comes of a count is not its business. */
function createCounter(book: Book, atMost: number): Counter {
  const limiter = new RateLimiterMemory({ points: 0, duration: books[book].forMs / 1000 })
  const names = new Set<string>()

  const makeRoom = async (): Promise<void> => {
    const [oldest] = names
    if (names.size <= atMost || oldest === undefined) return
    names.delete(oldest)
    await limiter.delete(oldest)
  }

  return {
    limiter,
    add: async (name) => {
      names.delete(name)
      names.add(name)
      await makeRoom()
      return tallyOf(await limiter.penalty(name))
    },
  }
}

function tallyOf(result: RateLimiterRes | null): Tally {
  if (result === null) return { count: 0, forgottenInMs: 0 }
  const { consumedPoints, msBeforeNext } = result
  return { count: Math.max(0, consumedPoints), forgottenInMs: Math.max(0, msBeforeNext) }
}
