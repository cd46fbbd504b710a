import type { Keyed, KeyedItem } from '../../base/keyed.ts'

/** A star on the tape; digits are themselves. */
export const star = 10

/**
 * What was keyed, laid out for reading. Position p lies before key p; position `keys.length` is the end.
 * `deaf`: the line did not listen for a moment there, so keys may be missing. `hash`: the caller ended
 * a group there; `usesHash`: he does so as a rule. `calls`: where another call begins. `named`: where the
 * line had just said to go on with a group, and with which. `asked`: what was keyed when one group was
 * asked for again, by group, the latest first.
 */
export type Tape = {
  readonly keys: readonly number[]
  readonly doubt: readonly number[]
  readonly deaf: readonly boolean[]
  readonly hash: readonly boolean[]
  readonly usesHash: boolean
  readonly calls: readonly number[]
  readonly named: readonly { readonly at: number; readonly group: number }[]
  readonly asked: ReadonlyMap<number, readonly Tape[]>
}

/** Lays out what was keyed. */
export function layOut(keyed: Keyed): Tape {
  const run: KeyedItem[] = []
  const asked = new Map<number, readonly Tape[]>()
  for (const part of splitByRequest(keyed)) {
    if (part.group === undefined) {
      if (run.length > 0 && part.items.length > 0) run.push({ kind: 'mark', mark: 'timer' })
      run.push(...part.items)
    } else if (part.items.some((item) => item.kind === 'press')) {
      asked.set(part.group, [lay(part.items, new Map()), ...(asked.get(part.group) ?? [])])
    }
  }
  return lay(run, asked)
}

type Part = { readonly group: number | undefined; readonly items: KeyedItem[] }

function splitByRequest(keyed: Keyed): readonly Part[] {
  const parts: Part[] = [{ group: undefined, items: [] }]
  for (const item of keyed) {
    if (item.kind === 'mark' && item.mark === 'asked') {
      parts.push({ group: item.group, items: [] })
    } else if (item.kind === 'mark' && item.mark === 'going-on') {
      parts.push({ group: undefined, items: [] })
    } else if (item.kind === 'mark' && item.mark === 'resumed') {
      parts.push({ group: undefined, items: [item] })
    } else parts.at(-1)?.items.push(item)
  }
  return parts
}

function lay(items: Keyed, asked: Tape['asked']): Tape {
  const keys: number[] = []
  const doubt: number[] = []
  const deaf: boolean[] = [false]
  const hash: boolean[] = [false]
  const calls: number[] = []
  const named: { at: number; group: number }[] = []
  for (const item of items) {
    const position = keys.length
    if (item.kind === 'press') {
      keys.push(item.key === '*' ? star : Number(item.key))
      doubt.push(item.doubt ?? 0)
      deaf.push(false)
      hash.push(false)
    } else if (item.mark === 'group-end') hash[position] = true
    else if (item.mark === 'named') named.push({ at: position, group: item.group })
    else deaf[position] = true
    if (item.kind === 'mark' && item.mark === 'resumed') calls.push(position)
  }
  const usesHash = hash.filter(Boolean).length > 2
  return { keys, doubt, deaf, hash, usesHash, calls, named, asked }
}
