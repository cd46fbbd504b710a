export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'

/**
 * What came in on a line, on whatever channel, as one sequence: presses, and marks where something
 * else is known.
 *
 * - `group-end`: the caller pressed hash.
 * - `timer`: the line closed its ear because no key came; it was deaf for a moment after.
 * - `full`: the line closed its ear because it had as many keys as it had asked for; deaf after.
 * - `resumed`: another call begins here; what was keyed before came in on an earlier one.
 * - `asked`: the presses up to the next `asked` or `going-on` answer a request for this one group.
 * - `going-on`: after asked groups the run goes on where it had stopped.
 * - `named`: the line had said to go on with this group: who had begun it already may begin it again here.
 */
export type KeyedItem =
  | { readonly kind: 'press'; readonly key: Digit | '*'; readonly doubt?: number }
  | {
      readonly kind: 'mark'
      readonly mark: 'group-end' | 'timer' | 'full' | 'resumed' | 'going-on'
    }
  | { readonly kind: 'mark'; readonly mark: 'asked' | 'named'; readonly group: number }

export type Keyed = readonly KeyedItem[]
