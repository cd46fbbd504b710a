import { average, fluent, hashing, mobile, relay, seventy, waiting, type Manner } from './manner.ts'
import type { Quirk } from './person.ts'
import type { Chance } from '../chance.ts'

/** Who can call. */
export const callerNames = [
  'fluent',
  'hash',
  'waiting',
  'average',
  'mobile',
  'seventy',
  'relay',
  'slips',
  'silent',
  'in-band',
  'wrong-number',
  'hangs-up',
  'two-machines',
  'wants-person',
  'random',
] as const

export type CallerName = (typeof callerNames)[number]

/** A role: how he keys, what is odd about him, how many slips he makes and how many machines he has. */
export type Role = {
  readonly manner: Manner
  readonly quirk: Quirk
  readonly slips: number
  readonly machines: number
}

/** The role of a name. `hangs-up` is cut off at a drawn step: after one to eight groups, or in the answer. */
export function roleOf(name: CallerName, chance: Chance): Role {
  const usual: Role = { manner: average, quirk: { kind: 'none' }, slips: 0, machines: 1 }
  switch (name) {
    case 'fluent':
      return { ...usual, manner: fluent }
    case 'hash':
      return { ...usual, manner: hashing }
    case 'waiting':
      return { ...usual, manner: waiting }
    case 'mobile':
      return { ...usual, manner: mobile }
    case 'seventy':
      return { ...usual, manner: seventy }
    case 'relay':
      return { ...usual, manner: relay }
    case 'slips':
      return { ...usual, slips: 1 }
    case 'silent':
      return { ...usual, quirk: { kind: 'silent' } }
    case 'in-band':
      return { ...usual, quirk: { kind: 'in-band' } }
    case 'wrong-number':
      return { ...usual, quirk: { kind: 'other-number', keys: telephoneNumber(chance) } }
    case 'hangs-up':
      return { ...usual, quirk: { kind: 'cut-off', after: step(chance) } }
    case 'wants-person':
      return { ...usual, quirk: { kind: 'wants-person', after: 5 } }
    case 'two-machines':
      return { ...usual, machines: 2 }
    case 'average':
    case 'random':
      return usual
  }
}

export function isCallerName(name: string): name is CallerName {
  return callerNames.some((one) => one === name)
}

/** Ten digits that begin with zero, as people give their number. */
function telephoneNumber(chance: Chance): string {
  return `0${1 + chance.below(9)}${Array.from({ length: 8 }, () => chance.below(10)).join('')}`
}

function step(chance: Chance): number | string {
  return chance.happens(0.7)
    ? 1 + chance.below(8)
    : chance.pick(['A', 'B', 'C', 'D', 'E', 'F', 'G'])
}
