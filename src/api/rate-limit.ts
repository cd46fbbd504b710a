import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/**
 * Counts, and gives how many ms to wait once there was more of a name than this in a minute; 0: never.
 */
export function createRateLimit(perMinute: number): (name: string) => Promise<number | undefined> {
  if (perMinute === 0) return () => Promise.resolve(undefined)
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })

  return async (name) => {
    try {
      await limiter.consume(name)
      return undefined
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      return refused.msBeforeNext
    }
  }
}
