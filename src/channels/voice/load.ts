export type Work = 'call' | 'turn'

export type Load = {
  /** Is so much waiting already that one more would rather be asked to wait? */
  readonly isTooMuchFor: (work: Work) => boolean
  /** Counts it as in hand until it is done. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>
}

/** `inHand`: turns begun and not done. `roundInMs`: how long this process takes to come round to what came in. */
export type LoadLimits = Readonly<
  Record<Work, { readonly inHand: number; readonly roundInMs: number }>
>

/**
 * Twilio waits four seconds for an answer. What comes in waits for the round that is under way, and for a part of
 * its own, so both together stay below three. New calls make room long before calls under way.
 */
export const usualLoadLimits: LoadLimits = {
  call: { inHand: 100, roundInMs: 500 },
  turn: { inHand: 300, roundInMs: 1_500 },
}

export type Ports = {
  /** In ms. */
  readonly now: () => number
  /** Does it again and again, once a round at most. */
  readonly everyRound: (work: () => void, leastInMs: number) => void
}

/**
 * Two measures, both of this moment. Where turns wait for others (a store, a core), those in hand grow. Where this
 * process is what is slow, hardly any ever are, since each is done before the next one is read: then the
 * rounds of its event loop grow, each of which sees to all that came in during the one before.
 */
export function createLoad(limits: LoadLimits, { now, everyRound }: Ports = node): Load {
  let inHand = 0
  let round = { began: now(), lastInMs: 0 }
  everyRound(() => {
    const at = now()
    round = { began: at, lastInMs: at - round.began }
  }, tickInMs)

  const roundInMs = (): number => Math.max(round.lastInMs, now() - round.began)

  return {
    isTooMuchFor: (work) => inHand >= limits[work].inHand || roundInMs() >= limits[work].roundInMs,
    during: async (work) => {
      inHand += 1
      try {
        return await work()
      } finally {
        inHand -= 1
      }
    },
  }
}

/** Far below the limits: an idle process seems to take so long for a round. */
const tickInMs = 20

const node: Ports = {
  now: () => performance.now(),
  everyRound: (work, leastInMs) => void setInterval(work, leastInMs).unref(),
}
