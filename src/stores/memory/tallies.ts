import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Tallies } from '../../calls/limits.ts'
import { type Limiter, talliesOf } from '../tallies.ts'

/** Counts in this process, and forgets with it; in each book the oldest names make room beyond `atMost`. */
export function createMemoryTallies(atMost = 100_000): Tallies {
  return talliesOf((_book, options) => bounded(new RateLimiterMemory(options), atMost))
}

function bounded(limiter: RateLimiterMemory, atMost: number): Limiter {
  const names = new Set<string>()
  const remember = async (name: string): Promise<void> => {
    names.delete(name)
    names.add(name)
    const [oldest] = names
    if (names.size <= atMost || oldest === undefined) return
    names.delete(oldest)
    await limiter.delete(oldest)
  }
  return {
    penalty: async (name) => {
      await remember(String(name))
      return limiter.penalty(name)
    },
    reward: (name) => limiter.reward(name),
    get: (name) => limiter.get(name),
  }
}
