import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import type { Tallies, Tally } from '../calls/limits.ts'
import { type Book, books } from '../calls/limits-policy.ts'

export type Limiter = Pick<RateLimiterAbstract, 'penalty' | 'reward' | 'get'>

/** Counts by one limiter for each book; nothing is refused by the limiter itself. */
export function talliesOf(
  open: (book: Book, options: { readonly points: 0; readonly duration: number }) => Limiter,
): Tallies {
  const limiterOf = (book: Book): Limiter => {
    const duration = books[book].forMs / 1000
    return open(book, { points: 0, duration })
  }
  const limiters = {
    callers: limiterOf('callers'),
    keys: limiterOf('keys'),
    addresses: limiterOf('addresses'),
  } as const satisfies Readonly<Record<Book, Limiter>>

  return {
    add: async (book, name) => tallyOf(await limiters[book].penalty(name)),
    takeBack: async (book, name) => tallyOf(await limiters[book].reward(name)),
    read: async (book, name) => tallyOf(await limiters[book].get(name)),
  }
}

function tallyOf(result: RateLimiterRes | null): Tally {
  if (result === null) return { count: 0, forgottenInMs: 0 }
  const { consumedPoints, msBeforeNext } = result
  return { count: Math.max(0, consumedPoints), forgottenInMs: Math.max(0, msBeforeNext) }
}
