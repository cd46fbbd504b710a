import type { Clock } from '../../../src/activation/remote/patiently.ts'

/** A clock that goes on when it is told to, and by the pauses that are made on it. */
export type HandClock = Clock & {
  readonly forward: (ms: number) => void
  readonly pauses: readonly number[]
  /** What chance says from now on. */
  readonly luck: { chance: number }
}

export function createHandClock(): HandClock {
  let at = 0
  let bells: { readonly at: number; readonly bell: AbortController }[] = []
  const pauses: number[] = []
  const luck = { chance: 1 }
  const forward = (ms: number): void => {
    at += ms
    const due = bells.filter((one) => one.at <= at)
    bells = bells.filter((one) => one.at > at)
    for (const { bell } of due) bell.abort(new DOMException('late', 'TimeoutError'))
  }
  return {
    now: () => at,
    after: (ms) => {
      const bell = new AbortController()
      bells.push({ at: at + ms, bell })
      return bell.signal
    },
    pause: async (ms) => {
      pauses.push(ms)
      forward(ms)
    },
    chance: () => luck.chance,
    forward,
    pauses,
    luck,
  }
}
