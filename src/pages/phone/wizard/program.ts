import type { Components } from '../../../identifiers/fingerprint.ts'
import type { Demo } from '../../../phone/live-protocol.ts'
import { checkBlock, confirm, installation, type Confirmation } from '../../../wizard/index.ts'
import type { Answer, Mark } from './answer.ts'

/** The demo product on one computer: what a publisher's program does with the wizard library. */
export type Program = {
  /** Nine groups of seven digits. */
  readonly installation: readonly string[]
  readonly marksOf: (answer: Answer) => readonly Mark[]
  /** Whether the whole answer is meant for this computer. Takes up to a second. */
  readonly confirm: (answer: Answer) => Confirmation
}

/** Throws for a product key that is none, or a machine that shows too little of itself. */
export function programOf(demo: Demo, machine: Components): Program {
  const { number, publicKey } = demo.product
  const made = installation(demo.productKey, machine, number)
  if (made.kind === 'refused') throw new Error(`no installation ID: ${made.reason}`)
  return {
    installation: made.id,
    marksOf: (answer) => answer.map(checkBlock),
    confirm: (answer) => confirm(made, publicKey, answer),
  }
}
