const name = 'activation-line/ticks'

export type Ticks = ReadonlySet<number>

/** Which blocks of an answer the caller has, for a page that is loaded anew: their places, and none of their digits. */
export function rememberedTicks(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  { contact, blocks }: { readonly contact: string; readonly blocks: readonly string[] },
): { readonly were: () => Ticks; readonly keep: (ticks: Ticks) => void } {
  const answer = `${contact} ${markOf(blocks)}`
  return {
    were: () => {
      const [of, places = ''] = storage.getItem(name)?.split(':') ?? []
      const isOfIt = of === answer && places !== ''
      return new Set(isOfIt ? places.split(',').map(Number) : [])
    },
    keep: (ticks) => storage.setItem(name, `${answer}:${[...ticks].join(',')}`),
  }
}

/** Tells another answer of the same caller from this one; of so small a number nobody makes eight blocks again. */
function markOf(blocks: readonly string[]): number {
  return Array.from(blocks.join('')).reduce((mark, digit) => (mark * 10 + Number(digit)) % 9973, 0)
}
