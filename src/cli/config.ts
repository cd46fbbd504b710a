import { Command } from 'commander'
import { describeSettings, loadSettings, readEnvironment } from '../config.ts'
import { print } from './arguments.ts'

/** `activation-line config`: the settings as they stand, secrets hidden; then what is wrong with them. */
export function configCommand(): Command {
  return new Command('config')
    .description('print the settings, secrets hidden, and check them')
    .option('--json', 'print the result as JSON')
    .action(({ json }: { readonly json?: boolean }) => {
      const environment = readEnvironment()
      const settings = describeSettings(environment)
      const words = Object.entries(settings).map(([name, value]) => `${name.padEnd(20)} ${value}`)
      print(settings, words, json)
      loadSettings(environment)
    })
}
