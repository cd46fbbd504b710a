import { Command } from 'commander'
import { readEnvironment } from '../config.ts'
import { publicUrl } from '../config/web-address.ts'
import { ours } from '../line/configuration.ts'
import { loadScripts } from '../scripts/load-scripts.ts'
import { print } from './arguments.ts'
import { fallbackFiles } from './fallback/files.ts'
import { writeFolder } from './fallback/write-folder.ts'
import { Refusal } from './refusal.ts'

type Options = {
  readonly out: string
  readonly baseUrl?: string
  readonly force?: true
  readonly json?: boolean
}

/** `activation-line fallback`: what a caller hears from any static host while the line cannot be reached. */
export function fallbackCommand(): Command {
  return new Command('fallback')
    .description('write what callers hear while the line cannot be reached, for any static host')
    .requiredOption('--out <folder>', 'where to write it: a new folder, or an empty one')
    .option('--base-url <url>', 'where Twilio reaches the line (otherwise PUBLIC_URL)')
    .option('--force', 'write into a folder that holds other files, over those of the same names')
    .option('--json', 'print the result as JSON')
    .action(write)
}

function write({ out, baseUrl, force, json }: Options): void {
  const address = addressOf(baseUrl)
  const folders = { scriptsFolder: ours('voice-scripts'), localesFolder: ours('locales') }
  const files = fallbackFiles(loadScripts(folders), address)
  writeFolder(out, files, { isForced: force === true })
  const names = [...files.keys()]
  print({ out, files: names }, [`${out}: ${names.join(', ')}`], json)
}

function addressOf(baseUrl: string | undefined): string {
  const [name, given] =
    baseUrl === undefined
      ? ['PUBLIC_URL', readEnvironment()['PUBLIC_URL']]
      : ['--base-url', baseUrl]
  if (given === undefined || given === '') {
    throw new Refusal('Where does Twilio reach the line? Give --base-url, or set PUBLIC_URL.')
  }
  const read = publicUrl.safeParse(given)
  if (read.success) return read.data
  throw new Refusal(`${name}: ${read.error.issues.map(({ message }) => message).join('; ')}`)
}
