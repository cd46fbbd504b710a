import type { Clock } from './clock.ts'
import type { Caller, Speaker } from './events.ts'

/** Whoever has taken up his receiver; by his own clock, if he has one. */
export type TakenUp = {
  readonly caller: Caller
  readonly speaker?: Speaker
  readonly clock?: Clock
}

/** What becomes of a call to somebody. */
export type Answering =
  | ({ readonly kind: 'answers'; readonly ringsInMs: number } & TakenUp)
  /** It rings until he does something, or the signal is given. */
  | {
      readonly kind: 'rings'
      readonly ring: (until: AbortSignal) => Promise<TakenUp | 'busy' | 'no-answer'>
    }
  | { readonly kind: 'busy' | 'no-answer' | 'failed'; readonly ringsInMs?: number }

/** Who can be dialled, by number (`+31612345678`) or as a client (`client:op7`). */
export type Subscribers = {
  /** Calls to this address are answered so, until the returned function is called. */
  readonly add: (address: string, answer: () => Answering) => () => void
  /** A number that nobody has fails; a client that is not registered does not answer. */
  readonly dialled: (address: string) => Answering
}

export function createSubscribers(): Subscribers {
  const known = new Map<string, () => Answering>()
  return {
    add: (address, answer) => {
      known.set(address, answer)
      return () => {
        if (known.get(address) === answer) known.delete(address)
      }
    },
    dialled: (address) => {
      const kind = address.startsWith('client:') ? 'no-answer' : 'failed'
      return known.get(address)?.() ?? { kind, ringsInMs: 0 }
    },
  }
}
