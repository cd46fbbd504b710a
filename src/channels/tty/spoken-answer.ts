import type { Language } from '../../base/brand.ts'
import { readAnswer, type Wish } from './conversation/answer.ts'
import type { Words } from '../../wording/printed/locale.ts'
import type { Typed } from './conversation/typed.ts'
import { createLexicon } from './conversation/words.ts'
import type { WrittenTurn } from './conversation/written-turn.ts'

type Asked = {
  readonly turn: Extract<WrittenTurn, { readonly kind: 'ask' }>
  /** The words of a language for what a caller may want. */
  readonly words: (language: Language) => Words
  /** How a language says the digits, from nought to nine. */
  readonly digits: (language: Language) => readonly string[]
  readonly goAhead: string
}

/** What a caller wants whose words a speech recognizer heard, read as if he had typed them. */
export function spokenAnswer(text: string, { turn, words, digits, goAhead }: Asked): Wish {
  const { language, expected, languages } = turn
  const tongues = [...new Set([language, english])]
  const said = asDigits(text.toUpperCase(), tongues.flatMap(digits))
  const question = {
    answer: expected.answer,
    languages,
    lexicon: createLexicon(tongues.map(words)),
    goAhead,
  }
  return readAnswer(Array.from(said, typedAs), question).wish
}

const english = 'en' as Language

/** A digit that was said as a word, as itself; whatever punctuation the recognizer puts between is left out. */
function asDigits(text: string, names: readonly string[]): string {
  return text
    .split(/[^\p{L}\p{M}\p{N}']+/u)
    .map((word) => {
      const index = names.findIndex((name) => name.toUpperCase() === word)
      return index < 0 ? word : String(index % 10)
    })
    .join(' ')
}

function typedAs(character: string): Typed {
  const reading = { text: character, letter: character, figure: character }
  return { kind: 'character', ...reading, shiftCertain: true, confidence: 1 }
}
