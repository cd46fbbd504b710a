import { Command } from 'commander'
import { wizardCommand } from '../../../src/cli/wizard.ts'

await new Command('activation-line').addCommand(wizardCommand()).parseAsync()
