/** A time drawn anew each time: log-normal about the median, in ms. */
export type About = { readonly medianInMs: number; readonly sigma: number }

/** A pause: in this share of cases a long one. */
export type Pause = About & { readonly long?: { readonly share: number; readonly about: About } }

/** Where a caller looks away from the keypad, beside the groups' ends. */
export type Looking =
  | { readonly kind: 'never' }
  /** After so many keys he looks at the screen again; the same pause at a group's end. */
  | {
      readonly kind: 'bursts'
      readonly least: number
      readonly most: number
      readonly pause: About
    }
  /** In such a share of groups, once, in the middle. */
  | { readonly kind: 'sometimes'; readonly share: number; readonly pause: Pause }

/** How somebody keys and listens. Each is a model with stated numbers, not a measurement. */
export type Manner = {
  readonly key: About
  readonly betweenGroups: Pause
  readonly looking: Looking
  /** From the end of a prompt to his first key. */
  readonly answer: About
  /** He begins as soon as he knows the prompt, so long after it began; others hear it out. */
  readonly cutsIn?: About
  /** He presses hash at the end of each group. */
  readonly hash: boolean
  /** After each group he waits to be told to go on, at most so long. */
  readonly waitsInMs?: number
  /** A prompt that begins less than this before his next key does not stop that key. */
  readonly reflexInMs: number
  /** The share in which he presses hash: when the gate asks for it, and after a block is written down. */
  readonly hashAtGate: number
  readonly hashAfterBlock: number
  /** The share of blocks he wants to hear again. */
  readonly repeats: number
}

const seconds = (median: number, sigma: number): About => ({ medianInMs: median * 1000, sigma })

/** Does this often: 0.25 s a key, 0.6 s between groups, cuts the prompt short after about 2 s, hash at once. */
export const fluent: Manner = {
  key: seconds(0.25, 0.2),
  betweenGroups: seconds(0.6, 0.35),
  looking: { kind: 'never' },
  answer: seconds(0.5, 0.3),
  cutsIn: seconds(2, 0.2),
  hash: false,
  reflexInMs: 300,
  hashAtGate: 1,
  hashAfterBlock: 0.9,
  repeats: 0,
}

/**
 * Once in his life: 0.45 s a key, about 2.1 s from group to group (sigma 0.46). Of such entries a timer
 * of 3 s lets about 60 % lose a key to the gap, one of 8 s about 1 %.
 */
export const average: Manner = {
  key: seconds(0.45, 0.35),
  betweenGroups: seconds(2.1, 0.46),
  looking: { kind: 'never' },
  answer: seconds(1, 0.4),
  hash: false,
  reflexInMs: 600,
  hashAtGate: 0.7,
  hashAfterBlock: 0.4,
  repeats: 0.03,
}

/** Average, and taught by other lines to press hash after each group. */
export const hashing: Manner = { ...average, hash: true, hashAtGate: 1, hashAfterBlock: 0.7 }

/** Average, and after each group he waits to be answered, for 20 s at most; then he goes on by himself. */
export const waiting: Manner = { ...average, waitsInMs: 20_000 }

/** A look at the screen and back; now and then he has lost his place. */
const look: Pause = { ...seconds(1.25, 0.5), long: { share: 0.16, about: seconds(5.5, 0.4) } }

/**
 * A mobile telephone, the keypad on the glass: bursts of two to four keys, 0.4 s each, then he takes the
 * telephone from his ear and looks at the screen, 1.25 s (sigma 0.5), in 16 % of the times 5.5 s (sigma
 * 0.4). Of such entries a timer of 3 s lets about 69 % lose a key to the gap, one of 8 s about 17 %.
 */
export const mobile: Manner = {
  ...average,
  key: seconds(0.4, 0.3),
  betweenGroups: look,
  looking: { kind: 'bursts', least: 2, most: 4, pause: look },
  answer: seconds(1.6, 0.5),
  reflexInMs: 900,
  hashAtGate: 0.6,
  hashAfterBlock: 0.3,
  repeats: 0.06,
}

/**
 * Seventy years old: 0.9 s a key; from group to group 1.8 s (sigma 0.35), in 40 % of the times 8 s (sigma
 * 0.3); in 15 % of the groups a stop of 4 s in the middle. Of such entries a timer of 3 s lets about 71 %
 * lose a key to the gap, one of 8 s about 35 %.
 */
export const seventy: Manner = {
  ...average,
  key: seconds(0.9, 0.35),
  betweenGroups: { ...seconds(1.8, 0.35), long: { share: 0.4, about: seconds(8, 0.3) } },
  looking: { kind: 'sometimes', share: 0.15, pause: seconds(4, 0.4) },
  answer: seconds(2, 0.4),
  reflexInMs: 1200,
  hashAtGate: 0.4,
  hashAfterBlock: 0.15,
  repeats: 0.15,
}

/**
 * An operator keys for somebody who types or signs: whatever the line says is passed on first, so an
 * answer takes about 20 s; then evenly, 0.4 s a key and 1.5 s from group to group.
 */
export const relay: Manner = {
  ...average,
  key: seconds(0.4, 0.25),
  betweenGroups: seconds(1.5, 0.35),
  answer: seconds(20, 0.3),
  hashAtGate: 1,
  hashAfterBlock: 1,
  repeats: 0,
}
