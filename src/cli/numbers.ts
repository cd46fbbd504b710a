import { Command } from 'commander'
import { loadConfiguration } from '../line/configuration.ts'
import { readEnvironment } from '../config.ts'
import { print } from './arguments.ts'
import { compareWith, readPermissions } from './numbers/permissions.ts'

/** `activation-line numbers check`: the numbers of this line, who is spoken to there, and whom it may call. */
export function numbersCommand(): Command {
  const numbers = new Command('numbers').description('the telephone numbers of this line')
  numbers
    .command('check')
    .description('check the numbers file against the voice scripts')
    .option(
      '--permissions <file>',
      "compare whom the line may call with Twilio's answer to GET /v1/DialingPermissions/Countries?PageSize=1000",
    )
    .option('--json', 'print the result as JSON')
    .action(check)
  return numbers
}

type Options = { readonly permissions?: string; readonly json?: boolean }

/** Exit status 1 where the permissions differ. */
function check({ permissions, json }: Options): void {
  const { numbers, scripts } = loadConfiguration(readEnvironment())
  const served = numbers.map(({ number, kind, country, licences }) => ({
    number,
    kind,
    country,
    licences,
    languages: scripts.get(country)?.script.languages ?? [],
    reaches: scripts.get(country)?.reaches ?? [],
  }))
  const words = served.map(
    ({ number, kind, country, licences, languages }) =>
      `${number}  ${country} (${languages.join(', ')})  ${kind}  ${licences.join(', ') || 'all licences'}`,
  )
  if (permissions === undefined) return print(served, words, json)
  const reached = new Set(served.flatMap(({ reaches }) => reaches))
  const differences = compareWith(readPermissions(permissions), reached)
  const whole = differences.length === 0 ? ["Twilio's permissions are the same."] : differences
  print({ numbers: served, differences }, [...words, ...whole], json)
  if (differences.length > 0) process.exitCode = 1
}
