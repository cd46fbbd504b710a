import type { KeyClass } from '../base/activation.ts'
import { componentNames, sameMachine } from '../identifiers/fingerprint.ts'
import type { Standing, StandingActivation } from './ledger.ts'

const board = componentNames.indexOf('board')

/**
 * The slot that this machine has: exactly its hardware, or hardware that is its own, changed a little. An OEM
 * key goes by the board alone, where both name one.
 */
export function slotOf(
  { alike, key, policy }: Pick<Standing, 'alike' | 'key' | 'policy'>,
  hardware: Uint8Array,
): StandingActivation | undefined {
  return (
    alike.find((one) => Buffer.compare(one.hardware, hardware) === 0) ??
    alike.find(
      (one) =>
        (key.keyClass === 'oem' && hasSameBoard(one.hardware, hardware)) ||
        sameMachine(one.hardware, hardware, policy.equalEighths),
    )
  )
}

/** Is the key bound to another machine's board? Where either names none, the board says nothing. */
export function isBoundElsewhere(
  keyClass: KeyClass,
  first: Uint8Array | undefined,
  hardware: Uint8Array,
): boolean {
  if (keyClass !== 'oem' || first === undefined) return false
  return first[board] !== 0 && hardware[board] !== 0 && first[board] !== hardware[board]
}

function hasSameBoard(one: Uint8Array, other: Uint8Array): boolean {
  return one[board] !== 0 && one[board] === other[board]
}
