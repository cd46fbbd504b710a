import { bitsOf } from '../bit-fields.ts'
import { readGroups, showGroups } from '../digit-groups.ts'
import type { Range } from './minted.ts'

/** Makes the proof of an ID: 70 bits for its first 109, the head. */
export type ProofOf = (product: number, serial: number, head: bigint) => bigint

/** Trials for a group that was left out: each gives a whole ID, or nothing. */
export type Trials = {
  readonly count: number
  readonly take: (index: number) => readonly string[] | undefined
}

/**
 * The group that was left out, worked out in one of two ways, whichever takes fewer trials.
 *
 * - From the books (groups 1 and 2): whatever brings the value into the range of a product's minted keys.
 *   Each trial gives an ID whose proof, all 70 bits, is still to be checked.
 * - From the proof (groups 6 to 9): it is the last 70 bits, or 21 digits. Without group 7, 8 or 9 the head
 *   is known but for a carry, one or two of them; without group 6 about 850 are left. A head has one proof and
 *   so one value, and a trial gives that only if the other eight groups are its own. The missing six digits
 *   stand for 10^6 (2^20) values, so what was not made with the key passes with 2^20 · 2^-70 = 2^-50, all
 *   heads together; with 20,000 such ways to read one entry, 2^-35.
 *
 * Groups 3 to 5 hold 20 bits of hardware that nothing else tells: a million trials, more than are worth it.
 */
export function trialsFor(
  groups: readonly (string | undefined)[],
  ranges: readonly Range[],
  proofOf: ProofOf,
): Trials {
  const place = groups.indexOf(undefined) + 1
  const zero = showGroups(0n, 9)[place - 1]
  const read = readGroups(groups.map((group) => group ?? zero ?? ''))
  if (place === 0 || read.kind === 'refused') return { count: 0, take: () => undefined }
  const known = { rest: read.value, unit: 10n ** BigInt(54 - 6 * place) }
  const fromBooks = byBooks(known, ranges)
  const fromProof = byProof(known, proofOf)
  return fromBooks.count <= fromProof.count ? fromBooks : fromProof
}

/** The value is `rest` and so many times `unit`, 0 to 999,999. */
type Known = { readonly rest: bigint; readonly unit: bigint }

const most = 999_999n

function byBooks({ rest, unit }: Known, ranges: readonly Range[]): Trials {
  const spans = ranges.flatMap(({ low, high }) => {
    const from = low <= rest ? 0n : (low - rest + unit - 1n) / unit
    const last = high <= rest ? -1n : (high - 1n - rest) / unit
    const to = last < most ? last : most
    return from <= to ? [{ from, count: Number(to - from) + 1 }] : []
  })
  return {
    count: spans.reduce((sum, { count }) => sum + count, 0),
    take: (index) => {
      let left = index
      for (const { from, count } of spans) {
        if (left < count) return showGroups(rest + (from + BigInt(left)) * unit, 9)
        left -= count
      }
      return undefined
    },
  }
}

function byProof({ rest, unit }: Known, proofOf: ProofOf): Trials {
  const first = rest >> 70n
  return {
    count: Number(((rest + most * unit) >> 70n) - first) + 1,
    take: (index) => {
      const head = first + BigInt(index)
      const proof = proofOf(Number(bitsOf(head, 12, 94)), Number(bitsOf(head, 30, 64)), head)
      const value = (head << 70n) | proof
      const missing = value - rest
      const isIts = missing >= 0n && missing <= most * unit && missing % unit === 0n
      return isIts ? showGroups(value, 9) : undefined
    },
  }
}
