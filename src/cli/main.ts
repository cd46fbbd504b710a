#!/usr/bin/env node
import { Command } from 'commander'
import { endWith } from './refusal.ts'

/** Each command by its name. Only the one that is asked for is loaded: most of a short command is loading. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  products: async () => (await import('./products.ts')).productsCommand(),
  keys: async () => (await import('./keys.ts')).keysCommand(),
  ledger: async () => (await import('./ledger-commands.ts')).ledgerCommand(),
  tokens: async () => (await import('./tokens.ts')).tokensCommand(),
  operators: async () => (await import('./operators.ts')).operatorsCommand(),
  wizard: async () => (await import('./wizard.ts')).wizardCommand(),
  call: async () => (await import('./call.ts')).callCommand(),
  scripts: async () => (await import('./scripts.ts')).scriptsCommand(),
  numbers: async () => (await import('./numbers.ts')).numbersCommand(),
  fallback: async () => (await import('./fallback.ts')).fallbackCommand(),
  config: async () => (await import('./config.ts')).configCommand(),
  tty: async () => (await import('./tty.ts')).ttyCommand(),
}

const program = new Command('activation-line').description(
  'a telephone activation centre for software on machines that are offline',
)
const [asked = ''] = process.argv.slice(2)
const wanted = Object.hasOwn(commands, asked) ? [commands[asked]] : Object.values(commands)

try {
  for (const load of wanted) if (load !== undefined) program.addCommand(await load())
  await program.parseAsync()
} catch (error) {
  endWith(error)
}
