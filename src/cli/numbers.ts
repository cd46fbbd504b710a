import { Command } from 'commander'
import { loadConfiguration } from '../line/configuration.ts'
import { readEnvironment } from '../config.ts'
import { print } from './arguments.ts'

/** `activation-line numbers check`: the numbers of this line, and who is spoken to there. */
export function numbersCommand(): Command {
  const numbers = new Command('numbers').description('the telephone numbers of this line')
  numbers
    .command('check')
    .description('check the numbers file against the voice scripts')
    .option('--json', 'print the result as JSON')
    .action(check)
  return numbers
}

function check({ json }: { readonly json?: boolean }): void {
  const { numbers, scripts } = loadConfiguration(readEnvironment())
  const served = numbers.map(({ number, country, licences }) => ({
    number,
    country,
    licences,
    languages: scripts.get(country)?.script.languages ?? [],
  }))
  const words = served.map(
    ({ number, country, licences, languages }) =>
      `${number}  ${country} (${languages.join(', ')})  ${licences.join(', ') || 'all licences'}`,
  )
  print(served, words, json)
}
