import { createInstance, type i18n } from 'i18next'
import de from '../../../locales/de/pages.json'
import en from '../../../locales/en/pages.json'
import fr from '../../../locales/fr/pages.json'
import nl from '../../../locales/nl/pages.json'
import sv from '../../../locales/sv/pages.json'

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`
}[keyof T & string]

export type TextKey = Paths<typeof en>

/** The words of the page for a key; `values` fill its {{places}}. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

export const languages = ['en', 'nl', 'de', 'fr', 'sv'] as const

export type PageLanguage = (typeof languages)[number]

/** The first language of the page among those a browser prefers; English where it has none of them. */
export function preferred(wanted: readonly string[]): PageLanguage {
  const primary = wanted.map((tag) => tag.toLowerCase().split('-')[0])
  return primary.map(known).find((language) => language !== undefined) ?? 'en'
}

export function texts(language: PageLanguage): Say {
  const t = instance.getFixedT(language, 'pages')
  return (key, values = {}) => t(key, values)
}

/** A language's or a country's name in the page's language; of a language without its country. */
export function nameOf(type: 'language' | 'region', code: string, language: string): string {
  const key = `${type} ${language}`
  const names = displayNames.get(key) ?? new Intl.DisplayNames([language], { type })
  displayNames.set(key, names)
  return names.of(code.split('-')[0] ?? '') ?? code
}

/** One is slow to make, and a list of hundreds asks for thousands of names. */
const displayNames = new Map<string, Intl.DisplayNames>()

const instance: i18n = createInstance({
  resources: {
    de: { pages: de },
    en: { pages: en },
    fr: { pages: fr },
    nl: { pages: nl },
    sv: { pages: sv },
  },
  fallbackLng: 'en',
  ns: ['pages'],
  initAsync: false,
  // React escapes what it renders.
  interpolation: { escapeValue: false },
})
void instance.init()

function known(tag: string | undefined): PageLanguage | undefined {
  return languages.find((language) => language === tag)
}
