#!/usr/bin/env node
import { Command } from 'commander'
import { keysCommand } from './keys.ts'
import { productsCommand } from './products.ts'
import { endWith } from './refusal.ts'
import { scriptsCommand } from './scripts.ts'
import { wizardCommand } from './wizard.ts'

const program = new Command('activation-line')
  .description('a telephone activation centre for software on machines that are offline')
  .addCommand(productsCommand())
  .addCommand(keysCommand())
  .addCommand(wizardCommand())
  .addCommand(scriptsCommand())

try {
  await program.parseAsync()
} catch (error) {
  endWith(error)
}
