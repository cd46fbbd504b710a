#!/usr/bin/env node
import { Command } from 'commander'
import { callCommand } from './call.ts'
import { configCommand } from './config.ts'
import { keysCommand } from './keys.ts'
import { ledgerCommand } from './ledger-commands.ts'
import { numbersCommand } from './numbers.ts'
import { productsCommand } from './products.ts'
import { endWith } from './refusal.ts'
import { scriptsCommand } from './scripts.ts'
import { serveCommand } from './serve.ts'
import { tokensCommand } from './tokens.ts'
import { wizardCommand } from './wizard.ts'

const program = new Command('activation-line')
  .description('a telephone activation centre for software on machines that are offline')
  .addCommand(serveCommand())
  .addCommand(productsCommand())
  .addCommand(keysCommand())
  .addCommand(tokensCommand())
  .addCommand(ledgerCommand())
  .addCommand(wizardCommand())
  .addCommand(callCommand())
  .addCommand(scriptsCommand())
  .addCommand(numbersCommand())
  .addCommand(configCommand())

try {
  await program.parseAsync()
} catch (error) {
  endWith(error)
}
