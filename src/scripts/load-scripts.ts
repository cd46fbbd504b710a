import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Country, Language } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { SpokenLocale } from '../wording/locale.ts'
import type { PrintedLocale } from '../wording/printed/locale.ts'
import { needsEnglish } from '../wording/teletype/needs-english.ts'
import { checkLocale } from './check-locale.ts'
import { checkPrinted, type PrintedCheck } from './check-printed.ts'
import { checkScript } from './check-script.ts'
import type { CountryScript } from './country-script.ts'
import { showFinding, type Finding } from './finding.ts'
import { standIn } from './printed-schema.ts'

export type Folders = { readonly scriptsFolder: string; readonly localesFolder: string }

export type LoadedScripts = {
  readonly scripts: ReadonlyMap<Country, CountryScript>
  readonly locales: ReadonlyMap<Language, SpokenLocale>
  readonly printed: ReadonlyMap<Language, PrintedLocale>
}

export type ScriptsCheck =
  | ({ readonly kind: 'usable' } & LoadedScripts)
  | { readonly kind: 'unusable'; readonly findings: readonly Finding[] }

/**
 * Reads all voice scripts and all spoken and printed locales. Anything wrong in any of them is one `scripts-invalid`
 * fault, whose detail names every finding on a line of its own.
 */
export function loadScripts(folders: Folders): LoadedScripts {
  const check = checkScripts(folders)
  if (check.kind === 'usable') {
    const { scripts, locales, printed } = check
    return { scripts, locales, printed }
  }
  throw new Fault('scripts-invalid', check.findings.map(showFinding).join('\n'))
}

/** The same as a value: what there is, or everything that is wrong with it. */
export function checkScripts({ scriptsFolder, localesFolder }: Folders): ScriptsCheck {
  const locales = readLocales(localesFolder)
  const printed = readPrinted(localesFolder, locales.languages)
  const scripts = readScripts(scriptsFolder, locales.languages)
  const findings = [...locales.findings, ...printed.findings, ...scripts.findings]
  return findings.length > 0
    ? { kind: 'unusable', findings }
    : {
        kind: 'usable',
        scripts: scripts.usable,
        locales: locales.usable,
        printed: printed.usable,
      }
}

function readLocales(folder: string): {
  readonly usable: ReadonlyMap<Language, SpokenLocale>
  /** Also those whose words are not usable, so that a script is not blamed for them. */
  readonly languages: readonly Language[]
  readonly findings: readonly Finding[]
} {
  const listing = list(folder)
  const worded = listing.names.filter((name) => existsSync(join(folder, name, 'spoken.json')))
  const languages = worded.filter((name) => languageTag.test(name))
  const misnamed = worded.filter((name) => !languageTag.test(name))
  const checks = languages.map((language) => {
    const file = join(folder, language, 'spoken.json')
    return { language: language as Language, check: checkLocale(file, readFileSync(file, 'utf8')) }
  })
  const none = worded.length === 0 && listing.findings.length === 0
  return {
    usable: new Map(
      checks.flatMap(({ language, check }) =>
        check.kind === 'usable' ? [[language, check.locale] as const] : [],
      ),
    ),
    languages: checks.map(({ language }) => language),
    findings: [
      ...listing.findings,
      ...(none ? [about(folder, 'no language here; write <language>/spoken.json')] : []),
      ...misnamed.map((name) =>
        about(join(folder, name), 'this is no language; name it as BCP 47 does: nl, or pt-BR'),
      ),
      ...checks.flatMap(({ check }) => (check.kind === 'unusable' ? check.findings : [])),
    ],
  }
}

const languageTag = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/

function readPrinted(
  folder: string,
  languages: readonly Language[],
): {
  readonly usable: ReadonlyMap<Language, PrintedLocale>
  readonly findings: readonly Finding[]
} {
  const checks = languages.flatMap((language) => {
    const check = checkPrintedIn(join(folder, language), language)
    return check === undefined ? [] : [{ language, check }]
  })
  return {
    usable: new Map(
      checks.flatMap(({ language, check }) =>
        check.kind === 'usable' ? [[language, check.locale] as const] : [],
      ),
    ),
    findings: [
      ...(languages.length > 0 && !languages.includes(standIn)
        ? [about(folder, `${standIn} is missing; text telephones understand its words everywhere`)]
        : []),
      ...checks.flatMap(({ check }) => (check.kind === 'unusable' ? check.findings : [])),
    ],
  }
}

/** What a text telephone cannot write may have no written words; English stands in for it. */
function checkPrintedIn(folder: string, language: Language): PrintedCheck | undefined {
  const file = join(folder, 'printed.json')
  if (existsSync(file)) return checkPrinted(file, readFileSync(file, 'utf8'), language)
  if (needsEnglish(language)) return undefined
  const advice = 'this file is missing; write it, from locales/en/printed.json'
  return { kind: 'unusable', findings: [about(file, advice)] }
}

function readScripts(
  folder: string,
  languages: readonly Language[],
): {
  readonly usable: ReadonlyMap<Country, CountryScript>
  readonly findings: readonly Finding[]
} {
  const listing = list(folder)
  const files = listing.names.filter((name) => name.endsWith('.yaml'))
  const checks = files.map((name) => {
    const file = join(folder, name)
    return checkScript(file, readFileSync(file, 'utf8'), languages)
  })
  const none = files.length === 0 && listing.findings.length === 0
  const misnamed = listing.names.filter((name) => name.endsWith('.yml'))
  return {
    usable: new Map(
      checks.flatMap((check) =>
        check.kind === 'usable' ? [[check.script.script.country, check.script] as const] : [],
      ),
    ),
    findings: [
      ...listing.findings,
      ...(none ? [about(folder, 'no voice script here; write <COUNTRY>.yaml')] : []),
      ...misnamed.map((name) => about(join(folder, name), 'this is not read; name it .yaml')),
      ...checks.flatMap((check) => (check.kind === 'unusable' ? check.findings : [])),
    ],
  }
}

function list(folder: string): {
  readonly names: readonly string[]
  readonly findings: readonly Finding[]
} {
  try {
    return { names: readdirSync(folder).toSorted(), findings: [] }
  } catch {
    return { names: [], findings: [about(folder, 'this folder cannot be read; name one that can')] }
  }
}

function about(file: string, message: string): Finding {
  return { file, line: 1, column: 1, message }
}
