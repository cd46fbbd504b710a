/** Everything a start reads before it opens anything: settings, scripts, words, numbers. */
import { fileURLToPath } from 'node:url'
import { loadNumbers, type ServedNumber } from '../calls/numbers-file.ts'
import { loadSettings, type Environment, type Settings } from '../config.ts'
import { gatherFaults } from './gather-faults.ts'
import { loadScripts, type LoadedScripts } from '../scripts/load-scripts.ts'
import { demoNumbers } from './served.ts'

export type Configuration = LoadedScripts & {
  readonly settings: Settings
  readonly numbers: readonly ServedNumber[]
}

/** Where things lie that come with the program: the same from `src` and from `dist`. */
export function ours(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}

/** Throws one fault that names all that is wrong in all of them (exit 78). */
export function loadConfiguration(env: Environment): Configuration {
  const { attempt, settle } = gatherFaults()
  const settings = attempt(() => loadSettings(env))
  const loaded = attempt(() =>
    loadScripts({ scriptsFolder: ours('voice-scripts'), localesFolder: ours('locales') }),
  )
  const file = env['NUMBERS_FILE'] ?? ''
  const numbers =
    file === '' ? [] : attempt(() => loadNumbers(file, loaded && [...loaded.scripts.keys()]))
  settle()
  if (settings === undefined || loaded === undefined || numbers === undefined)
    throw new Error('a fault was lost')
  return {
    ...loaded,
    settings,
    numbers: settings.mode === 'demo' ? demoNumbers(loaded.scripts) : numbers,
  }
}
