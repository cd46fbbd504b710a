import type { Language } from '../../base/brand.ts'

/**
 * Whether a text telephone cannot write a language: its script is no Latin one, and has no Latin form that follows
 * from the letters alone. Arabic and Hebrew leave vowels out, Chinese and Japanese write words, Indic scripts
 * leave out which of their vowels are silent.
 */
export function needsEnglish(language: Language): boolean {
  const { script = 'Latn' } = new Intl.Locale(language).maximize()
  return !romanized.includes(script)
}

const romanized: readonly string[] = ['Latn', 'Cyrl', 'Grek', 'Geor', 'Hang', 'Kore']
