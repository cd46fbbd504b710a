import type { ConfirmationId } from '../base/brand.ts'
import type { Checked, Checker, RefusedConfirmation } from './confirmation-id.ts'
import { fits } from './digit-groups.ts'
import { repairs } from './one-slip.ts'
import { withoutSeparators } from './separators.ts'

export type HealedConfirmation =
  | {
      readonly kind: 'genuine'
      readonly confirmationId: ConfirmationId
      /** Whether it is another than was typed. */
      readonly healed: boolean
    }
  | RefusedConfirmation

/**
 * Takes eight blocks as they were typed and mends one slip: a wrong, lost or extra digit, or two neighbours swapped,
 * also across a border. The signature picks the reading, of at most 40; a refusal is that of what was typed.
 */
export function healConfirmationId(
  typed: readonly string[],
  payload: Uint8Array,
  checker: Checker,
): HealedConfirmation {
  const blocks = Array.isArray(typed) ? typed.map(withoutSeparators) : []
  const asTyped = checker.check(blocks, payload)
  if (asTyped.kind === 'genuine') return { ...asTyped, healed: false }
  if (asTyped.reason !== 'check-digit') return asTyped
  for (const reading of readingsOf(blocks).slice(0, mostReadings)) {
    const checked: Checked = checker.check(reading, payload)
    if (checked.kind === 'genuine') return { ...checked, healed: true }
  }
  return asTyped
}

const mostReadings = 40

/** Every way to lay what was typed into eight blocks that all fit after one slip is mended. */
function readingsOf(blocks: readonly string[]): readonly (readonly string[])[] {
  const readings = cutsOf(blocks).flatMap((cut) => {
    const misfits = cut.flatMap((block, i) => (fits(block, i + 1) ? [] : [i]))
    return mended(cut, misfits)
  })
  return [...new Map(readings.map((reading) => [reading.join(), reading])).values()]
}

/** For 55 to 57 digits in all every cut in which one block alone is not of seven; fields are as good as a run. */
function cutsOf(blocks: readonly string[]): readonly (readonly string[])[] {
  const digits = blocks.join('')
  const surplus = digits.length - 56
  if (Math.abs(surplus) > 1) return []
  if (surplus === 0) return [cutWith(digits, 0, 0)]
  return Array.from({ length: 8 }, (_, odd) => cutWith(digits, odd, surplus))
}

function cutWith(digits: string, odd: number, surplus: number): readonly string[] {
  const border = (block: number): number => 7 * block + (block > odd ? surplus : 0)
  return Array.from({ length: 8 }, (_, block) => digits.slice(border(block), border(block + 1)))
}

function mended(
  cut: readonly string[],
  [first, second, ...others]: readonly number[],
): readonly (readonly string[])[] {
  if (first === undefined) return [cut]
  if (second === undefined) {
    return repairs(cut[first] ?? '', first + 1).map((block) => cut.with(first, block))
  }
  return others.length === 0 && second === first + 1 ? swappedAcross(cut, first) : []
}

function swappedAcross(cut: readonly string[], left: number): readonly (readonly string[])[] {
  const [one, other] = [cut[left] ?? '', cut[left + 1] ?? '']
  const swapped = [one.slice(0, -1) + other.slice(0, 1), one.slice(-1) + other.slice(1)] as const
  return swapped.every((block, i) => fits(block, left + 1 + i))
    ? [cut.with(left, swapped[0]).with(left + 1, swapped[1])]
    : []
}
