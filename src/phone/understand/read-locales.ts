import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SpokenLocale } from '../../wording/locale.ts'
import type { PrintedLocale } from '../../wording/printed/locale.ts'

/** The spoken words of every language in a folder of locales, taken as they are: `scripts` checks them. */
export function readSpokenLocales(folder: string): ReadonlyMap<string, SpokenLocale> {
  return readAll<SpokenLocale>(folder, 'spoken.json')
}

/** The written words of every language that has them. */
export function readPrintedLocales(folder: string): ReadonlyMap<string, PrintedLocale> {
  return readAll<PrintedLocale>(folder, 'printed.json')
}

function readAll<Locale>(folder: string, name: string): ReadonlyMap<string, Locale> {
  const languages = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => [entry.name, join(folder, entry.name, name)] as const)
  return new Map(
    languages
      .filter(([, file]) => existsSync(file))
      .map(([language, file]) => [language, JSON.parse(readFileSync(file, 'utf8')) as Locale]),
  )
}
