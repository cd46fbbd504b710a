import type { Chance } from '../chance.ts'

/** What goes wrong between the caller and the line. Without any of it a stream is as Twilio documents it. */
export type Network = {
  /** The share of frames that never come; their numbers and their time are left out. */
  readonly loss?: number
  /** A frame comes by as much later as chance will have it, but never before the one in front of it. */
  readonly jitterInMs?: number
  /** So often for a frame, all that follows is held back for so long, and then comes at once. */
  readonly bursts?: { readonly share: number; readonly inMs: number }
  /** The connection breaks so long after the stream began, and nobody says so. */
  readonly breaksAfterMs?: number
  /** Whether a stream's end is told before the connection is closed; by default it is. */
  readonly saysStop?: boolean
}

/** Takes frames and gives those that have come through, in their order. `at` is the time in ms. */
export type Way<T> = { readonly pass: (frame: T, at: number) => readonly T[] }

export function createWay<T>(network: Network, chance: Chance): Way<T> {
  const { loss = 0, jitterInMs = 0, bursts } = network
  const onTheWay: { readonly frame: T; readonly due: number }[] = []
  let last = 0
  return {
    pass: (frame, at) => {
      if (loss === 0 || !chance.happens(loss)) {
        const late = jitterInMs === 0 ? 0 : chance.between(0, jitterInMs)
        const held = bursts !== undefined && chance.happens(bursts.share) ? bursts.inMs : 0
        last = Math.max(last, at + late + held)
        onTheWay.push({ frame, due: last })
      }
      const waiting = onTheWay.findIndex(({ due }) => due > at)
      return onTheWay
        .splice(0, waiting === -1 ? onTheWay.length : waiting)
        .map(({ frame: through }) => through)
    },
  }
}
