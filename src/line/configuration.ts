/** Everything a start reads before it opens anything: settings, scripts, words, numbers. */
import { fileURLToPath } from 'node:url'
import { loadNumbers, type ServedNumber } from '../calls/numbers-file.ts'
import { loadSettings, type Environment, type Settings } from '../config.ts'
import { Fault } from '../base/faults.ts'
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
  attempt(() => settings && mayMoveCalls(settings, numbers ?? []))
  settle()
  if (settings === undefined || loaded === undefined || numbers === undefined)
    throw new Error('a fault was lost')
  return {
    ...loaded,
    settings,
    numbers: settings.mode === 'demo' ? demoNumbers(loaded.scripts) : numbers,
  }
}

/** A number on which a caller may turn out to write: his call is moved by Twilio's API, which asks for an account. */
function mayMoveCalls(settings: Settings, numbers: readonly ServedNumber[]): void {
  if (settings.mode === 'demo' || settings.rest !== undefined) return
  if (!numbers.some(({ kind }) => kind === 'both')) return
  throw new Fault(
    'settings-invalid',
    '\n  TWILIO_ACCOUNT_SID: missing; a number of kind "both" moves calls to the text telephone by Twilio\'s API, with TWILIO_API_KEY and TWILIO_API_SECRET or the first TWILIO_AUTH_TOKEN',
  )
}
