import { dataBits } from './channel.ts'
import type { Frame } from './receive.ts'

/** A character as its parity lets it be read. */
export type Checked = { readonly code: number; readonly confidence: number }

/**
 * Puts one wrong bit right by the parity that this sender uses. V.18 has even parity, and wants characters of another
 * read all the same: whoever sends clearly and without it has none.
 */
export type Parity = { readonly check: (frame: Frame) => Checked }

const kept = 16
/** A bit of at least this margin is no doubtful one. */
const clear = 0.25
const usual = 0.75

export function createParity(): Parity {
  const seen: number[] = []

  const expected = (): number | undefined => {
    if (seen.length < 4) return 0
    const odd = seen.reduce((sum, one) => sum + one, 0) / seen.length
    if (odd >= usual) return 1
    return odd <= 1 - usual ? 0 : undefined
  }

  return {
    check: ({ bits, margins }) => {
      const parity = parityOf(bits)
      const [least = 0, second = 0] = margins.toSorted((a, b) => a - b)
      if (least >= clear) {
        seen.push(parity)
        if (seen.length > kept) seen.shift()
      }
      const wanted = expected()
      if (wanted === undefined) return { code: dataOf(bits), confidence: sure(least) / 2 }
      if (parity === wanted) return { code: dataOf(bits), confidence: sure(least + second) }
      if (least >= clear) return { code: dataOf(bits), confidence: 0.5 }
      const doubtful = margins.indexOf(least)
      return { code: dataOf(bits ^ (1 << doubtful)), confidence: sure(second - least) }
    },
  }
}

function sure(margin: number): number {
  return Math.max(0, Math.min(1, margin))
}

function dataOf(bits: number): number {
  return bits & ((1 << dataBits) - 1)
}

function parityOf(bits: number): number {
  let parity = 0
  for (let rest = bits; rest !== 0; rest >>= 1) parity ^= rest & 1
  return parity
}
