import type { Language } from '../../base/brand.ts'

/** A text in NFKC whose typographic signs are plain ones, and whose signs that a text telephone has not are words. */
export function signsInWords(text: string, language: Language): string {
  const words = signWords[language.split('-')[0] ?? ''] ?? {}
  return text.replaceAll(/[^a-zA-Z0-9 ]/gu, (sign) => {
    const word = words[sign] ?? inEveryLanguage[sign]
    if (word !== undefined) return ` ${word} `
    return plain[sign] ?? sign
  })
}

/** Plain ones of the same shape, and what V.18 A.4 puts for the rest. */
const plain: Readonly<Record<string, string>> = {
  ...shaped('"', '“”„‟«»″〝〞「」『』'),
  ...shaped("'", '‘’‚‛‹›′`^ʹʼʾʿ'),
  ...shaped('-', '–—‒―‐‑−⁃•·‧・～'),
  ...shaped(' ', '_~\t\v\f'),
  ...shaped('(', '<[{【〈《'),
  ...shaped(')', '>]}】〉》'),
  ...shaped('/', '\\⁄∕|÷'),
  ...shaped('.', '。*'),
  ...shaped(',', '、،'),
  ...shaped(';', '؛'),
  ...shaped('?', '؟'),
  '×': 'X',
  // Greek has its question mark where others have the semicolon.
  '\u037e': '?',
  '\u0387': ';',
}

function shaped(as: string, signs: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from(signs, (sign) => [sign, as]))
}

/** The units of money by their ISO 4217 codes, and what is read so in many languages. */
const inEveryLanguage: Readonly<Record<string, string>> = {
  '@': 'AT',
  '%': 'PCT',
  '&': '+',
  '#': 'NR',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '©': '(C)',
  '®': '(R)',
  '§': 'PAR',
  '°': 'DEG',
}

/** Where it is known what people of the language write. */
const signWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { '%': 'PERCENT', '&': 'AND', '#': 'NUMBER', '€': 'EURO', '£': 'POUNDS', '°': 'DEGREES' },
  nl: { '@': 'APENSTAART', '%': 'PROCENT', '&': 'EN', '#': 'NUMMER', '€': 'EURO', '°': 'GRADEN' },
  de: { '%': 'PROZENT', '&': 'UND', '#': 'NUMMER', '€': 'EURO', '°': 'GRAD', '§': 'PARAGRAF' },
  fr: { '@': 'AROBASE', '%': 'POUR CENT', '&': 'ET', '#': 'NUMERO', '€': 'EURO', '°': 'DEGRES' },
  sv: { '@': 'SNABEL-A', '%': 'PROCENT', '&': 'OCH', '#': 'NUMMER', '€': 'EURO', '°': 'GRADER' },
  da: { '@': 'SNABEL-A', '%': 'PROCENT', '&': 'OG', '#': 'NUMMER', '€': 'EURO', '°': 'GRADER' },
  nb: { '@': 'KROLLALFA', '%': 'PROSENT', '&': 'OG', '#': 'NUMMER', '€': 'EURO', '°': 'GRADER' },
  no: { '@': 'KROLLALFA', '%': 'PROSENT', '&': 'OG', '#': 'NUMMER', '€': 'EURO', '°': 'GRADER' },
  es: { '@': 'ARROBA', '%': 'POR CIENTO', '&': 'Y', '#': 'NUMERO', '€': 'EURO', '°': 'GRADOS' },
  it: { '@': 'CHIOCCIOLA', '%': 'PER CENTO', '&': 'E', '#': 'NUMERO', '€': 'EURO', '°': 'GRADI' },
  pt: { '@': 'ARROBA', '%': 'POR CENTO', '&': 'E', '#': 'NUMERO', '€': 'EURO', '°': 'GRAUS' },
  pl: { '@': 'MALPA', '%': 'PROCENT', '&': 'I', '#': 'NUMER', '€': 'EURO', '°': 'STOPNI' },
}
