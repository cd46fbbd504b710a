import { fits } from '../identifiers/digit-groups.ts'
import { digitsOf, groupLength } from './entry.ts'
import type { Keys } from './keys.ts'
import type { Entry, Step, Talk } from './state.ts'

export const pairLength = 2 * groupLength

/** Two complete groups that fit neighbouring places, from the fourth on: those before are alike for many. */
export function isPair(digits: string): boolean {
  const [first, second] = [digits.slice(0, groupLength), digits.slice(groupLength)]
  return firstPlaces.some((place) => fits(first, place) && fits(second, place + 1))
}

const firstPlaces = [4, 5, 6, 7, 8]

/** Who begins with two such groups goes on where he was cut off, if a case is open in which they were keyed. */
export function hearPair(talk: Talk, entry: Entry, heard: Keys): Step | undefined {
  const before = digitsOf(entry.keyed)
  const pair = (before + heard.keys.replaceAll(/\D/g, '')).slice(0, pairLength)
  if (entry.asked.length > 0 || before.length >= pairLength || !isPair(pair)) return undefined
  return {
    state: { kind: 'attaching', call: talk.call, entry, keys: heard },
    turn: { kind: 'recall-pair', pair },
  }
}
