import { Command, InvalidArgumentError, Option } from 'commander'
import { exportedTables, type AuditHead } from '../activation/audit.ts'
import { exportLedger, formats } from './ledger-commands/export.ts'
import { verifyLedger } from './ledger-commands/verify.ts'

/** `activation-line ledger …`: the publisher's books, for whoever must vouch for them. */
export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description('the books: verified, and written out')

  ledger
    .command('verify')
    .description('follow the chain over the audit and replay it against the tables')
    .option('--head <head>', 'an audit head that was kept elsewhere: number:seal', headOf)
    .option('--json', 'print the result as JSON')
    .action(verifyLedger)

  ledger
    .command('export')
    .description('write the audit, the keys or the activations; no product key is in it')
    .addOption(new Option('--format <format>', 'how').choices([...formats]).default('ndjson'))
    .addOption(new Option('--table <table>', 'what').choices([...exportedTables]).default('audit'))
    .option('--since <day>', 'what was written on this day (UTC) or later: 2026-01-31', dayOf)
    .option('--out <file>', 'write this file, whole or not at all (default: standard output)')
    .action(exportLedger)
  return ledger
}

function headOf(text: string): AuditHead {
  const [, number = '', seal = ''] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? []
  if (Number(number) > 0) return { number: Number(number), seal: seal.toLowerCase() }
  throw new InvalidArgumentError('Write it as the log has it: a number, a colon and 64 hex digits.')
}

function dayOf(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  // There are days that no month has, and some parsers go on counting.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(text)) return at
  throw new InvalidArgumentError('Write a day as year-month-day: 2026-01-31.')
}
