import type { Language } from '../../base/brand.ts'
import { breakLines } from './break-lines.ts'
import { repertoire } from './repertoire.ts'
import { romanize } from './romanize/romanize.ts'
import { signsInWords } from './signs.ts'

type Teletype = {
  readonly language: Language
  /** The most characters in a line. */
  readonly width: number
}

/**
 * A text as a text telephone prints it: capitals, the letters of that language by its own custom, other signs in
 * words, and lines that end in CR LF. What cannot be printed at all is left out.
 */
export function teletype(text: string, { language, width }: Teletype): string {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => {
    const printed = Array.from(transliterate(line, language), (one) => one.printed).join('')
    return breakLines(printed.replaceAll(/ +/g, ' ').trim(), width)
  })
  return lines.flat().join('\r\n')
}

/** The characters of a text that would be left out. */
export function unprintable(text: string, language: Language): readonly string[] {
  const lost = transliterate(text, language).filter(({ isLost }) => isLost)
  return [...new Set(lost.map(({ character }) => character))]
}

type Transliterated = {
  readonly character: string
  readonly printed: string
  readonly isLost: boolean
}

function transliterate(text: string, language: Language): readonly Transliterated[] {
  const roman = romanize(signsInWords(composed(text), language), language)
  return Array.from(roman, (character) => {
    const printed = character.toUpperCase()
    const isKnown = Array.from(printed).every((one) => repertoire.has(one))
    return { character, printed: isKnown ? printed : '', isLost: !isKnown && !isSilent(character) }
  })
}

/** An accent by itself stands for an apostrophe; what has a plain form in Unicode comes in that. */
function composed(text: string): string {
  return text.toWellFormed().replaceAll('´', "'").normalize('NFKC')
}

/** Marks that are heard in no word: nothing is lost where they are left out. */
function isSilent(character: string): boolean {
  return /^[\p{Cc}\p{Cf}\p{M}¿¡]$/u.test(character)
}
