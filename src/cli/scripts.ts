import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import type { Country, Language } from '../base/brand.ts'
import { faults } from '../base/faults.ts'
import type { CountryScript } from '../scripts/country-script.ts'
import { drawScript } from '../scripts/draw-script.ts'
import { showFinding } from '../scripts/finding.ts'
import { checkScripts, loadScripts, type Folders } from '../scripts/load-scripts.ts'
import { timePrompts, type PromptTime } from '../scripts/time-prompts.ts'
import { createWording } from '../wording/create-wording.ts'
import type { Names } from '../wording/variables.ts'

type Options = {
  readonly scripts: string
  readonly locales: string
  readonly json?: boolean
}

/** `activation-line scripts …`: checks, draws and times what the voice says in each country. */
export function scriptsCommand(): Command {
  const scripts = new Command('scripts').description('what the voice says in each country')

  command(scripts, 'check', 'check all voice scripts and spoken locales').action(check)

  command(scripts, 'draw', 'draw the call of each country as SVG')
    .option('--country <country>', 'one country only')
    .option('--out <folder>', 'where to put <COUNTRY>.svg', join('data', 'drawings'))
    .action(draw)

  command(scripts, 'time', 'say about how many seconds each prompt lasts in each language').action(
    time,
  )
  return scripts
}

function command(scripts: Command, name: string, description: string): Command {
  return scripts
    .command(name)
    .description(description)
    .option('--scripts <folder>', 'the voice scripts', ours('voice-scripts'))
    .option('--locales <folder>', 'the locales', ours('locales'))
    .option('--json', 'print the result as JSON')
}

function check(options: Options): void {
  const result = checkScripts(foldersIn(options))
  if (result.kind === 'unusable') {
    process.exitCode = faults['scripts-invalid'].exit
    if (options.json) print({ kind: 'unusable', findings: result.findings })
    else console.error(result.findings.map(showFinding).join('\n'))
    return
  }
  const countries = [...result.scripts.keys()]
  const languages = [...result.locales.keys()]
  if (options.json) print({ kind: 'usable', countries, languages })
  else console.log(`usable: ${countries.join(', ')}; words in ${languages.join(', ')}`)
}

function draw(options: Options & { readonly country?: string; readonly out: string }): void {
  const { scripts, locales } = loadScripts(foldersIn(options))
  const wording = createWording(locales)
  const wanted = [...scripts].filter(
    ([country]) => options.country === undefined || country === options.country,
  )
  if (wanted.length === 0) {
    process.exitCode = 1
    const message = `no script for "${options.country}"; there is one for ${[...scripts.keys()].join(', ')}`
    if (options.json) print({ kind: 'refused', message })
    else console.error(message)
    return
  }
  mkdirSync(options.out, { recursive: true })
  const files = wanted.map(([country, script]) => {
    const file = join(options.out, `${country}.svg`)
    writeFileSync(file, drawScript(script, wording))
    return file
  })
  if (options.json) print({ kind: 'drawn', files })
  else console.log(files.join('\n'))
}

function time(options: Options): void {
  const { scripts, locales } = loadScripts(foldersIn(options))
  const names = namesOf(scripts)
  const times = timePrompts(createWording(locales), names)
  if (options.json) print(times)
  else console.log(table(times, [...names.keys()]).join('\n'))
}

/** The names of each language, as the first country has them that speaks it. */
function namesOf(scripts: ReadonlyMap<Country, CountryScript>): ReadonlyMap<Language, Names> {
  const all = [...scripts.values()].flatMap(({ names }) => [...names])
  return new Map(all.toReversed().toSorted(([a], [b]) => a.localeCompare(b)))
}

function table(times: readonly PromptTime[], languages: readonly Language[]): readonly string[] {
  const wide = Math.max(...times.map(({ name }) => name.length))
  const row = (name: string, cells: readonly string[]): string =>
    [name.padEnd(wide), ...cells.map((cell) => cell.padStart(6))].join(' ')
  return [
    row('seconds, about', languages),
    ...times.map(({ name, seconds }) =>
      row(
        name,
        languages.map((language) => (seconds[language] ?? 0).toFixed(1)),
      ),
    ),
  ]
}

function foldersIn({ scripts, locales }: Options): Folders {
  return { scriptsFolder: scripts, localesFolder: locales }
}

/** A folder that comes with the program, as seen from here. */
function ours(folder: string): string {
  return relative('.', fileURLToPath(new URL(`../../${folder}`, import.meta.url)))
}

function print(result: unknown): void {
  console.log(JSON.stringify(result))
}
