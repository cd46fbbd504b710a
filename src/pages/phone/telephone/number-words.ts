import { digits as de } from '../../../../locales/de/spoken.json'
import { digits as en } from '../../../../locales/en/spoken.json'
import { digits as fr } from '../../../../locales/fr/spoken.json'
import { digits as nl } from '../../../../locales/nl/spoken.json'
import { digits as sv } from '../../../../locales/sv/spoken.json'

/** Zero to nine as a voice of this language says them one by one; nothing for a language without locale. */
export function numberWords(language: string): readonly string[] {
  return words[language.split('-')[0] ?? ''] ?? []
}

const words: Readonly<Record<string, readonly string[]>> = { de, en, fr, nl, sv }
