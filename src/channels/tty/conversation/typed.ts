import type { Heard } from '../../../modem/mode.ts'

/** One thing that was typed. */
export type Typed =
  | {
      readonly kind: 'character'
      /** As it was received, and in either shift; in capitals. */
      readonly text: string
      readonly letter: string
      readonly figure: string
      readonly shiftCertain: boolean
      readonly confidence: number
    }
  /** Something was typed here, and nobody can say what. */
  | { readonly kind: 'garble' }
  /** A key of the telephone, or of one that types with its keypad. */
  | { readonly kind: 'key'; readonly key: string }

export function typedFrom(heard: Heard): Typed {
  if (heard.kind === 'garble') return { kind: 'garble' }
  const { text, letter, figure, shiftCertain, confidence } = heard
  return {
    kind: 'character',
    text: text.toUpperCase(),
    letter: letter.toUpperCase(),
    figure: figure.toUpperCase(),
    shiftCertain,
    confidence,
  }
}

/** What is left of it once the caller's corrections are made. */
export function edited(all: readonly Typed[]): readonly Typed[] {
  const kept: Typed[] = []
  for (const one of all) {
    if (!isStrike(one)) strikeOut(kept)
    if (isBackspace(one)) kept.pop()
    else kept.push(one)
  }
  strikeOut(kept)
  return kept
}

/** Between two words: a space, or the end of a line. */
export function isSpace(one: Typed): boolean {
  return one.kind === 'character' && /^[ \r\n]$/.test(one.text)
}

export function isLineEnd(one: Typed): boolean {
  return one.kind === 'character' && /^[\r\n]$/.test(one.text)
}

/** Fewer of them may belong to a word. */
const leastStrikes = 3

/** A run of X strikes out the word before it, back to the last space. What is unreadable between or before them is one, too. */
function strikeOut(typed: Typed[]): void {
  const end = typed.findLastIndex((one) => !isStrike(one) && one.kind !== 'garble') + 1
  const run = typed.slice(end)
  if (run.length < leastStrikes || run.filter(isStrike).length < leastStrikes - 1) return
  typed.length = end
  typed.length = typed.findLastIndex((one) => !isSpace(one)) + 1
  typed.length = typed.findLastIndex(isSpace) + 1
}

function isStrike(one: Typed): boolean {
  return one.kind === 'character' && one.letter === 'X'
}

function isBackspace(one: Typed): boolean {
  return one.kind === 'character' && one.text === '\b'
}
