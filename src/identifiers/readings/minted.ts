/** A product, and the highest serial of its keys: they count from 1. */
export type MintedProduct = { readonly product: number; readonly highestSerial: number }

/** From `low` to below `high`. */
export type Range = { readonly low: bigint; readonly high: bigint }

/** What is known of the IDs of minted keys: the ranges of their values, since hardware and proof come last. */
export type Minted = {
  readonly ranges: readonly Range[]
  /**
   * Whether such an ID can begin so: with these six data digits at a place (1 to 3), after those of the
   * places before it, written as one number.
   */
  readonly begins: (place: number, before: number, six: number) => boolean
}

export function createMinted(products: readonly MintedProduct[]): Minted {
  const ranges = products.flatMap(rangesOf)
  const borders = ranges.map(({ low, high }) => ({
    low: beginnings(low),
    high: beginnings(high - 1n),
  }))
  return {
    ranges,
    begins: (place, before, six) =>
      borders.some(
        ({ low, high }) =>
          !isBelow({ before, six }, low[place - 1]) && !isBelow(high[place - 1], { before, six }),
      ),
  }
}

/** Installation and release IDs. */
const versions = [1n, 2n]

function rangesOf({ product, highestSerial }: MintedProduct): readonly Range[] {
  if (highestSerial < 1) return []
  return versions.map((version) => {
    const named = (serial: number): bigint =>
      (((version << 12n) | BigInt(product)) << 164n) + (BigInt(serial) << 134n)
    return { low: named(1), high: named(highestSerial + 1) }
  })
}

type Beginning = { readonly before: number; readonly six: number }

/** How a value begins at each of the first three places. */
function beginnings(value: bigint): readonly Beginning[] {
  return [1n, 2n, 3n].map((place) => {
    const begun = value / 10n ** (54n - 6n * place)
    return { before: Number(begun / 1_000_000n), six: Number(begun % 1_000_000n) }
  })
}

function isBelow(one: Beginning | undefined, other: Beginning | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return one.before < other.before || (one.before === other.before && one.six < other.six)
}
