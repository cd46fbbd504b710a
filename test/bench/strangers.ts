/**
 * What no key of ours made, read as long as any entry is: `strangers [--entries 10000] [--readings 20000]`.
 */
import { parseArgs } from 'node:util'
import { showGroups } from '../../src/identifiers/digit-groups.ts'
import { seededChance } from '../../src/phone/index.ts'
import { drawId, heal } from '../support/healing.ts'
import { keyedAs } from '../support/keyed-as.ts'
import { median, show } from './statistics.ts'

/** 63 digits of right check digits that are random, or that another key's secret made. */
export type Stranger = 'random' | 'theirs'

export type Accepted = {
  readonly entries: number
  /** How many were taken for genuine. */
  readonly accepted: number
  /** How many readings each was tried in. */
  readonly readings: readonly number[]
}

/** Reads so many strangers' entries, each at most so often; tells how far it is after every thousand. */
export function readStrangers(
  kind: Stranger,
  how: { readonly entries: number; readonly atMost: number },
  tell?: (sofar: Accepted) => void,
): Accepted {
  const chance = seededChance(kind === 'random' ? 7_001 : 7_002)
  const readings: number[] = []
  let accepted = 0
  for (let entry = 1; entry <= how.entries; entry++) {
    const id = kind === 'theirs' ? drawId(chance, 'theirs') : randomGroups(chance)
    const healing = heal([keyedAs(`${id.join('')}|`)], how.atMost)
    if (healing.id !== undefined) accepted++
    readings.push(healing.readings)
    if (entry % 1_000 === 0) tell?.({ entries: entry, accepted, readings })
  }
  return { entries: how.entries, accepted, readings }
}

/** Reads both kinds and prints what came of it. */
export function strangers(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      entries: { type: 'string', default: '10000' },
      readings: { type: 'string', default: '20000' },
    },
  })
  const how = { entries: Number(values.entries), atMost: Number(values.readings) }
  for (const kind of ['random', 'theirs'] as const) {
    const begun = performance.now()
    readStrangers(kind, how, ({ entries, accepted, readings }) => {
      const all = readings.reduce((sum, count) => sum + count, 0)
      const most = readings.reduce((one, other) => Math.max(one, other), 0)
      const seconds = (performance.now() - begun) / 1_000
      console.log(
        `${kind}: ${accepted} of ${show(entries)} accepted; readings ${show(all)} in all, median ${show(median(readings))}, most ${show(most)}; ${show(seconds)} s`,
      )
    })
  }
}

function randomGroups(chance: { readonly below: (end: number) => number }): readonly string[] {
  const digits = Array.from({ length: 54 }, () => chance.below(10)).join('')
  return showGroups(BigInt(digits), 9)
}
