import type { CallEvent } from '../../src/phone/index.ts'
import type { PromptKey } from '../../src/phone/understand/meaning.ts'
import { asHeard, patternsOf, type Pattern } from '../../src/phone/understand/pattern.ts'
import type { SpokenLocale } from '../../src/wording/locale.ts'

/** The prompts in what was said, by their keys. */
export type PromptsIn = (event: CallEvent) => readonly PromptKey[]

/** Knows the prompts of these families, such as `refused`, in every language. */
export function promptsOf(
  locales: ReadonlyMap<string, SpokenLocale>,
  families: readonly string[],
): PromptsIn {
  const isKnown = ({ key }: Pattern): boolean => families.some((one) => key.startsWith(`${one}.`))
  const patterns = new Map(
    [...locales].map(([language, locale]) => [language, patternsOf(locale).filter(isKnown)]),
  )
  return (event) => {
    if (event.kind !== 'said' || event.utterance.kind !== 'words') return []
    const { text, language } = event.utterance
    const heard = asHeard(text)
    const known = patterns.get(language.replace(/-.*$/, '')) ?? []
    return known.filter(({ regex }) => regex.test(heard)).map(({ key }) => key)
  }
}
