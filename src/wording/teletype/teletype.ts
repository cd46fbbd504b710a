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
    const { printed } = transliterate(line, language)
    return breakLines(printed.replaceAll(/ +/g, ' ').trim(), width)
  })
  return lines.flat().join('\r\n')
}

/** The characters of a text that would be left out. */
export function unprintable(text: string, language: Language): readonly string[] {
  return [...new Set(transliterate(text, language).lost)]
}

/** Letters, digits and blanks are passed over, since most are. */
function transliterate(
  text: string,
  language: Language,
): { readonly printed: string; readonly lost: readonly string[] } {
  const lost: string[] = []
  const roman = romanize(signsInWords(composed(text), language), language)
  const known = roman.replaceAll(/[^a-zA-Z0-9 ]/gu, (character) => {
    const printed = character.toUpperCase()
    if (Array.from(printed).every((one) => repertoire.has(one))) return printed
    if (!isSilent(character)) lost.push(character)
    return ''
  })
  return { printed: known.toUpperCase(), lost }
}

/** An accent by itself stands for an apostrophe; what has a plain form in Unicode comes in that. */
function composed(text: string): string {
  return text.toWellFormed().replaceAll('´', "'").normalize('NFKC')
}

/** Marks that are heard in no word: nothing is lost where they are left out. */
function isSilent(character: string): boolean {
  return /^[\p{Cc}\p{Cf}\p{M}¿¡]$/u.test(character)
}
