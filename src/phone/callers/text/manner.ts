/** How somebody types, reads and takes turns. Each is a model with stated numbers, not a measurement. */
export type TextManner = {
  /** From one key to the next, beside the time that the machine takes for a character. */
  readonly gap: Gap
  /** How he sets off the groups of an ID. */
  readonly grouping: 'spaces' | 'lines' | 'none' | 'numbers'
  /** When he begins: told to go ahead, as soon as nothing comes any more, or while the line still writes. */
  readonly begins: 'told' | 'at-once' | 'while-it-writes'
  /** From there to his first key, in ms. */
  readonly answers: { readonly least: number; readonly most: number }
  /** What he writes before his first answer. */
  readonly greeting: string
  /** Whether he ends what he writes with the word for it. */
  readonly saysGoAhead: boolean
  /** The share of keys that go wrong, and of those the share that he sees. */
  readonly slips: { readonly share: number; readonly seen: number }
  readonly corrects: 'backspace' | 'crossing-out'
  /** His machine types a digit as the letter on its key. */
  readonly lettersForDigits: boolean
}

/** A machine that sends without a rest, or a hand: so much, and on the average as much again as `mean`. */
export type Gap = { readonly leastInMs: number; readonly meanInMs: number } | 'none'

/** By hand: 50 ms, and 250 ms more on the average, exponentially; three keys in a hundred are slips, half of them seen. */
export const byHand: TextManner = {
  gap: { leastInMs: 50, meanInMs: 250 },
  grouping: 'spaces',
  begins: 'told',
  answers: { least: 700, most: 2500 },
  greeting: '',
  saysGoAhead: true,
  slips: { share: 0.03, seen: 0.5 },
  corrects: 'crossing-out',
  lettersForDigits: false,
}

/** Types ahead into a machine with a buffer: no rest between characters. */
export const typist: TextManner = { ...byHand, gap: 'none', corrects: 'backspace' }

/** Looks for each key: 500 ms, and 900 ms more on the average. */
export const slow: TextManner = {
  ...byHand,
  gap: { leastInMs: 500, meanInMs: 900 },
  answers: { least: 3000, most: 9000 },
  saysGoAhead: false,
}

/** Announces the call, and passes everything on before he answers: 10 to 25 s. */
export const relayOperator: TextManner = {
  ...byHand,
  gap: { leastInMs: 200, meanInMs: 500 },
  answers: { least: 10_000, most: 25_000 },
  greeting: 'RELAY CA NBR 4711 GA',
  slips: { share: 0.01, seen: 0.8 },
}

/** Does not wait to be told. */
export const hasty: TextManner = {
  ...byHand,
  begins: 'at-once',
  answers: { least: 200, most: 600 },
  grouping: 'none',
  corrects: 'backspace',
  saysGoAhead: false,
}

/** Begins while the line still writes. */
export const interrupting: TextManner = { ...byHand, begins: 'while-it-writes' }

export const courteous: TextManner = { ...byHand, greeting: 'HELLO HERE IS ANNA Q GA' }

export const numbering: TextManner = { ...byHand, grouping: 'numbers', corrects: 'backspace' }

export const inLines: TextManner = { ...byHand, grouping: 'lines' }

/** His machine has stayed in letters. */
export const inLetters: TextManner = { ...byHand, lettersForDigits: true }
