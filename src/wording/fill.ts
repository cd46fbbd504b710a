import { createInstance } from 'i18next'
import type { Language } from '../base/brand.ts'
import type { PromptKey } from '../dialogue/prompt-keys.ts'
import { cleanText } from './clean.ts'

export type Values = Readonly<Record<string, string | number>>

/** Fills the variables of a prompt, in one of its languages. */
export type Fill = (language: Language, key: PromptKey, values: Values) => string

export function createFiller(
  locales: ReadonlyMap<Language, { readonly prompts: Readonly<Record<PromptKey, string>> }>,
): Fill {
  const i18n = createInstance({
    resources: Object.fromEntries(
      [...locales].map(([language, { prompts }]) => [language, { prompts }]),
    ),
    defaultNS: 'prompts',
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  void i18n.init()
  return (language, key, values) => cleanText(i18n.t(key, { ...values, lng: language }))
}
