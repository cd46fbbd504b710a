export type Breaker = {
  /** Does the work; throws what it threw, or the error of `refusal` where it was not even begun. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>
}

export type BreakerSettings = {
  /** ms, of whatever clock */
  readonly now: () => number
  /** What is thrown while nothing is let through. */
  readonly refusal: () => Error
  /** So many failures in a row open it. */
  readonly failures: number
  /** After this long one piece of work is let through again, to see whether it succeeds. */
  readonly restInMs: number
}

/**
 * Lets nothing through to what has failed several times in a row, so that nobody waits for it in vain. After a rest
 * one piece of work is let through: as it ends, all may follow or the rest begins again.
 */
export function createBreaker({ now, refusal, failures, restInMs }: BreakerSettings): Breaker {
  let inARow = 0
  let restsUntil = -Infinity
  let isTrying = false

  return {
    run: async (work) => {
      const isOpen = inARow >= failures
      if (isOpen && (isTrying || now() < restsUntil)) throw refusal()
      isTrying = isOpen
      try {
        const result = await work()
        inARow = 0
        return result
      } catch (error) {
        inARow += 1
        restsUntil = now() + restInMs
        throw error
      } finally {
        if (isOpen) isTrying = false
      }
    },
  }
}
