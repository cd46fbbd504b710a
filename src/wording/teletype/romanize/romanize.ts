import type { Language } from '../../../base/brand.ts'
import { cyrillic } from './cyrillic.ts'
import { plainDigits } from './digits.ts'
import { georgian } from './georgian.ts'
import { greek } from './greek.ts'
import { hangul } from './hangul.ts'
import { kana } from './kana.ts'
import { plainLetters } from './latin.ts'

/**
 * A text in Unicode's composed form, in small Latin letters without marks, as people of the language write it where they have no others. What
 * has no Latin form that follows from its letters alone is left as it is.
 */
export function romanize(text: string, language: Language): string {
  const [base = ''] = language.split('-')
  const latin = kana(hangul(georgian(greek(cyrillic(text.toLowerCase(), base)))))
  return plainDigits(plainLetters(latin, base))
}
