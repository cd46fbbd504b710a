import type { Frame } from './frame.ts'

/** Lets frames through once they are surely those of a text telephone, and then also those that came before. */
export type Gate = {
  readonly push: (frame: Frame) => readonly Frame[]
  readonly isOpen: () => boolean
}

/** Two clear frames within 2 s open it; of those in noise, of which more happen by chance, five within 3 s. */
const clearFrames = { count: 2, withinMs: 2000 } as const
const faintFrames = { count: 5, withinMs: 3000 } as const
const heldMs = 10_000
const closesAfterMs = 60_000

export function createGate(): Gate {
  let held: readonly Frame[] = []
  let openUntilMs = -1

  return {
    isOpen: () => openUntilMs >= 0,
    push: (frame) => {
      if (frame.endMs > openUntilMs) openUntilMs = -1
      if (isClear(frame) && openUntilMs >= 0) openUntilMs = frame.endMs + closesAfterMs
      if (!isHeard(frame)) return []
      if (openUntilMs >= 0) return [frame]
      held = [...held.filter(({ endMs }) => endMs > frame.endMs - heldMs), frame]
      const last = (withinMs: number): readonly Frame[] =>
        held.filter(({ startMs }) => startMs > frame.endMs - withinMs)
      const opens =
        last(clearFrames.withinMs).filter(isClear).length >= clearFrames.count ||
        last(faintFrames.withinMs).filter(isFaint).length >= faintFrames.count
      if (!opens) return []
      const released = held
      held = []
      openUntilMs = frame.endMs + closesAfterMs
      return released
    },
  }
}

/** A steady tone has every bit but one: what has none of it is no frame. */
function isClear({ share, spread, weakest, wrongTone, overNoise }: Frame): boolean {
  return weakest >= 0.25 && share >= 0.3 && spread <= 0.4 && wrongTone <= 0.5 && overNoise >= 4
}

/** At -7 dB the tones are only an eighth of the power. */
function isFaint({ share, spread, weakest, wrongTone, overNoise }: Frame): boolean {
  return weakest >= 0.25 && share >= 0.08 && spread <= 0.35 && wrongTone <= 0.45 && overNoise >= 3.5
}

/** Noise before the first carrier and between the characters stays below this. */
function isHeard({ overNoise, wrongTone }: Frame): boolean {
  return overNoise >= 2.8 && wrongTone <= 0.7
}
