import type { ConfirmationId } from '../base/brand.ts'
import { healConfirmationId } from '../identifiers/confirmation-healing.ts'
import { createChecker } from '../identifiers/confirmation-id.ts'
import { splitDigits } from '../identifiers/digit-groups.ts'
import type { Installation } from '../identifiers/installation-id.ts'
import { blockLetters, checkBlock, type BlockLetter } from './blocks.ts'

export type Confirmation =
  | {
      readonly kind: 'activated'
      readonly confirmationId: ConfirmationId
      /** One slip was mended: this is not quite what was typed. */
      readonly healed: boolean
    }
  | {
      readonly kind: 'refused'
      readonly reason: 'wrong-blocks'
      readonly blocks: readonly BlockLetter[]
    }
  | { readonly kind: 'refused'; readonly reason: 'not-genuine' }

/**
 * Checks the answer to an installation ID without a network, mending one slip in less than a second.
 * `typed`: eight blocks of seven digits, or all 56 in any cut. `not-genuine`: every block is whole, but it is the
 * answer to another ID. Throws a RangeError for a text that is no public key. The answer is a signature as in
 * D. Boneh, B. Lynn, H. Shacham, "Short signatures from the Weil pairing", 2001.
 */
export function confirm(
  { payload }: Pick<Installation, 'payload'>,
  publicKey: string,
  typed: readonly string[],
): Confirmation {
  const blocks = typed.length === blockLetters.length ? typed : splitDigits(typed.join(' '), 8)
  const answer = healConfirmationId(blocks, payload, createChecker(publicKey))
  if (answer.kind === 'genuine') {
    return { kind: 'activated', confirmationId: answer.confirmationId, healed: answer.healed }
  }
  if (answer.reason !== 'check-digit') return { kind: 'refused', reason: 'not-genuine' }
  const wrong = blockLetters.filter((_, i) => checkBlock(blocks[i] ?? '', i) !== 'right')
  return { kind: 'refused', reason: 'wrong-blocks', blocks: wrong }
}
