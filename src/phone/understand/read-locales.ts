import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SpokenLocale } from '../../wording/locale.ts'

/** The spoken words of every language in a folder of locales, taken as they are: `scripts` checks them. */
export function readSpokenLocales(folder: string): ReadonlyMap<string, SpokenLocale> {
  const languages = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  return new Map(
    languages.map(({ name }) => [
      name,
      JSON.parse(readFileSync(join(folder, name, 'spoken.json'), 'utf8')) as SpokenLocale,
    ]),
  )
}
