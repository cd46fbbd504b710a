import { globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Language } from '../../src/base/brand.ts'
import type { PrintedLocale } from '../../src/wording/printed/locale.ts'

/** The written words as they lie in the repository, read without any check. */
export const ourPrinted: ReadonlyMap<Language, PrintedLocale> = new Map(
  globSync('locales/*/printed.json')
    .toSorted()
    .map((path) => [
      basename(dirname(path)) as Language,
      JSON.parse(readFileSync(path, 'utf8')) as PrintedLocale,
    ]),
)

export const writtenLanguages: readonly Language[] = [...ourPrinted.keys()]
