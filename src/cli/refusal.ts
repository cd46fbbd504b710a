import { Fault, faults } from '../base/faults.ts'

/** What a command cannot do, as one sentence for the person who typed it. Exit status 1. */
export class Refusal extends Error {}

/** Ends the command with what went wrong: a line on standard error, and the fault's exit status or 1. */
export function endWith(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  console.error(`activation-line: ${message}`)
  process.exitCode = (error instanceof Fault ? faults[error.code].exit : undefined) ?? 1
}
