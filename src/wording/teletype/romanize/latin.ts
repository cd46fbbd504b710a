import { lettersIn, replaceLetters, type Letters } from './letters.ts'

/** Small Latin letters without marks, by the custom of the language and then by that of most. */
export function plainLetters(text: string, language: string): string {
  const own = replaceLetters(text.normalize('NFC'), customs[language] ?? {})
  return replaceLetters(own, wholeLetters).normalize('NFKD').replaceAll(/\p{M}/gu, '')
}

/**
 * ICAO Doc 9303 has these from the passport offices, and they from telegraph and telex: so Swedish has AA, AE and OE,
 * and no two of its words become one, as they do in web addresses. In Finnish every sixth letter would be two; Finns
 * leave the dots off.
 */
const scandinavian = lettersIn('å=aa ä=ae ö=oe æ=ae ø=oe')

const customs: Readonly<Record<string, Letters>> = {
  de: lettersIn('ä=ae ö=oe ü=ue'),
  sv: scandinavian,
  da: scandinavian,
  nb: scandinavian,
  nn: scandinavian,
  no: scandinavian,
  fo: lettersIn('ø=oe'),
  // Where they have no stroke they write two letters.
  hr: lettersIn('đ=dj'),
  bs: lettersIn('đ=dj'),
  sr: lettersIn('đ=dj'),
}

/** Letters that do not come apart into a letter and a mark. */
const wholeLetters = lettersIn(
  'æ=ae œ=oe ø=o ß=ss þ=th ð=d đ=d ħ=h ı=i ł=l ŋ=ng ŧ=t ə=e ĸ=q ƒ=f ɓ=b ɗ=d ƙ=k ƴ=y ɔ=o ɛ=e ɣ=g ŀ=l',
)
