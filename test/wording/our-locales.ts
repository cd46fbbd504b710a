import { globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Language } from '../../src/base/brand.ts'
import type { SpokenLocale } from '../../src/wording/locale.ts'
import type { Names } from '../../src/wording/variables.ts'

/** The locales as they lie in the repository, read without any check. */
export const ourLocales: ReadonlyMap<Language, SpokenLocale> = new Map(
  globSync('locales/*/spoken.json')
    .toSorted()
    .map((path) => [
      basename(dirname(path)) as Language,
      JSON.parse(readFileSync(path, 'utf8')) as SpokenLocale,
    ]),
)

export const ourLanguages: readonly Language[] = [...ourLocales.keys()]

/** Made-up names, the same in every language. */
export const someNames: ReadonlyMap<Language, Names> = new Map(
  ourLanguages.map((language) => [
    language,
    {
      publisher: 'Example',
      web: 'activate dot example dot com',
      hours: 'from nine to five',
      answerWithin: 'within two working days',
    },
  ]),
)
