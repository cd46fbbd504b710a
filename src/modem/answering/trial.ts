import type { Heard } from '../mode.ts'
import type { Ear } from './ears.ts'

/** An ear, what it has heard since it was last in doubt who calls, and how much speaks for that being typed. */
export type Trial = {
  readonly ear: Ear
  readonly heard: readonly Heard[]
  readonly evidence: number
}

export function onTrial(ear: Ear): Trial {
  return { ear, heard: [], evidence: 0 }
}

/** In another mode than the caller's, and in noise, characters are heard with less confidence on average. */
const even = 0.5
/** So much more makes another mode the caller's, eight characters that are heard well; so much, thirteen, leaves no doubt. */
const [outweighing, proving] = [2.5, 4]
/** What somebody typed before it was known how. */
const mostKept = 500

/** What is heard better than even speaks for a mode, and the rest against it. */
export function withHeard(trial: Trial, more: readonly Heard[]): Trial {
  if (more.length === 0) return trial
  const { ear, heard, evidence } = trial
  return {
    ear,
    heard: [...heard, ...more].slice(-mostKept),
    evidence: more.reduce((sum, one) => Math.max(0, sum + confidenceOf(one) - even), evidence),
  }
}

export function outweighs(one: Trial, other: Trial): boolean {
  return one.evidence >= other.evidence + outweighing
}

/** What was heard speaks rather against it than for it. */
export function isDoubtful({ evidence }: Trial): boolean {
  return evidence < even
}

export function isProven({ evidence }: Trial): boolean {
  return evidence >= proving
}

function confidenceOf(heard: Heard): number {
  return heard.kind === 'garble' ? 0 : heard.confidence
}
