import type { Language } from '../../base/brand.ts'
import type { Answering } from '../../modem/answering.ts'

/**
 * A line that reads the national letters of a language. DTMF text telephones have six codes for them (V.18 Annex B), at
 * the places that ISO 646 leaves to nations; without more they are read as Denmark and Norway have them.
 */
export function withLettersOf(language: Language, line: Answering): Answering {
  const letters = Array.from(national[language.split('-')[0] ?? ''] ?? danish)
  const read = (text: string): string => letters[danish.indexOf(text)] ?? text
  return {
    ...line,
    push: (samples) =>
      line.push(samples).map((heard) =>
        heard.kind === 'garble'
          ? heard
          : {
              ...heard,
              text: read(heard.text),
              letter: read(heard.letter),
              figure: read(heard.figure),
            },
      ),
  }
}

const danish = 'æøåÆØÅ'

/** ISO 646 of Sweden and Finland (SEN 850200) and of Germany (DIN 66003); the Netherlands have no letters in it. */
const national: Readonly<Record<string, string>> = {
  sv: 'äöåÄÖÅ',
  fi: 'äöåÄÖÅ',
  de: 'äöüÄÖÜ',
}
