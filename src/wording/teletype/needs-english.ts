import type { Language } from '../../base/brand.ts'

/**
 * Whether a text telephone cannot write a language: its script is no Latin one, and has no Latin form that follows
 * from the letters alone. Arabic and Hebrew leave vowels out, Chinese and Japanese write words, Indic scripts
 * leave out which of their vowels are silent.
 */
export function needsEnglish(language: Language): boolean {
  const script = scripts.get(language) ?? new Intl.Locale(language).maximize().script ?? 'Latn'
  scripts.set(language, script)
  return !romanized.includes(script)
}

/** Intl takes its time, and the few languages of a line are asked for with every prompt. */
const scripts = new Map<Language, string>()

const romanized: readonly string[] = ['Latn', 'Cyrl', 'Grek', 'Geor', 'Hang', 'Kore']
