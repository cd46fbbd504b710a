/**
 * How unlikely each thing is, in bits: the negative logarithm (base 2) of its chance. The shares of slips
 * are those of `identifiers.md`; a caller makes a slip in about one entry of five. A slip at one certain
 * place, with one certain digit, is dearer the more such places and digits there are. All are whole numbers
 * of 1/64 bit, so that sums are exact whatever their order.
 */
const slip = 2.25

export const costs = {
  /** 58 % of slips; 63 places, nine other digits. */
  wrongDigit: slip + bits(0.58 / (63 * 9)),
  /** 15 %; 62 places. */
  swapped: slip + bits(0.15 / 62),
  /** 12 %; 63 places, ten digits. */
  lost: slip + bits(0.12 / (63 * 10)),
  /** 10 % with the doubled ones, which are half of them. */
  extra: slip + bits(0.05 / (63 * 10)),
  doubled: slip + bits(0.05 / 63),
  /** 2 %; nine groups, six places to stop in. */
  begunAgain: slip + bits(0.02 / (9 * 6)),
  /** 1 %; nine groups. */
  keyedTwice: slip + bits(0.01 / 9),
  leftOut: slip + bits(0.01 / 9),
  /** 1 %; thirty-six pairs. */
  exchanged: slip + bits(0.01 / 36),
  /** Begun again where the line had stopped listening, another call begins, or the line had named it: people do. */
  begunAgainAtStop: 4,
  begunAgainAtCall: 2,
  begunAgainAsNamed: 2,
  /** The very first key was meant for another question, such as the language. */
  strayFirst: 7,
  /** The discarded beginning differs by a slip from what follows it: likely why it was discarded. */
  unlike: 5,
  /** None to four keys lost where the line was deaf, each of ten digits. */
  deaf: [0, 3.25 + bits(0.1), 4.25 + bits(0.01), 5 + bits(0.001), 8 + bits(0.0001)],
  /** A star clears this group or the group just finished, takes the last key back, or means nothing. */
  starClears: 1,
  starTakesBack: 1.5,
  starTakesBackAtEnd: 2.5,
  starIsNothing: 4,
  starIsNothingAtEnd: 1.5,
  /** A hash in the middle of a group; a group that ends without one, for who uses them. */
  hashInside: 4,
  noHash: 2,
  /** What was keyed again counts, rather than what was keyed before; each key that this has not seven of. */
  notAsked: 3,
  asked: 1,
  askedReplacesOdd: 2,
  askedReplacesNothing: 4,
  /** A key after the last group. */
  late: 4,
  lateAtStop: 1,
  /** The key that it names is not in the books: read only as keyed, or with one slip. */
  notMinted: 40,
} as const

/** By how much a key that was hard to hear is more likely a wrong one: its cost falls by up to this share. */
const doubtWeighs = 0.7

/** What a wrong digit costs at a key heard with so much doubt, 0 to 1. */
export function wrongDigitAt(doubt: number): number {
  return rounded(costs.wrongDigit * (1 - doubtWeighs * doubt))
}

function bits(chance: number): number {
  return rounded(-Math.log2(chance))
}

function rounded(cost: number): number {
  return Math.round(cost * 64) / 64
}
