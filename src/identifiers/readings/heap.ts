/** A binary heap: what costs least comes out first. */
export class Heap<T> {
  readonly #entries: { readonly cost: number; readonly value: T }[] = []

  size(): number {
    return this.#entries.length
  }

  least(): number {
    return this.#entries[0]?.cost ?? Infinity
  }

  push(cost: number, value: T): void {
    if (cost === Infinity) return
    const entries = this.#entries
    const entry = { cost, value }
    let at = entries.push(entry) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = entries[above]
      if (parent === undefined || parent.cost <= cost) break
      entries[at] = parent
      at = above
    }
    entries[at] = entry
  }

  pop(): T | undefined {
    const entries = this.#entries
    const [top] = entries
    const moved = entries.pop()
    if (top === undefined || moved === undefined) return undefined
    if (entries.length > 0) this.#sink(moved)
    return top.value
  }

  #sink(moved: { readonly cost: number; readonly value: T }): void {
    const entries = this.#entries
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const right = left + 1
      const child =
        (entries[right]?.cost ?? Infinity) < (entries[left]?.cost ?? Infinity) ? right : left
      const below = entries[child]
      if (below === undefined || below.cost >= moved.cost) break
      entries[at] = below
      at = child
    }
    entries[at] = moved
  }
}
