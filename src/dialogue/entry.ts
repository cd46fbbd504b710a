import type { Digit, Keyed, KeyedItem } from '../base/keyed.ts'
import { survey, type Survey } from '../identifiers/readings/survey.ts'
import type { Call, Entry, Listening } from './state.ts'

/** One way to take an entry: this call's keys alone, or as going on from an earlier beginning. */
export type Way = { readonly keyed: Keyed; readonly survey: Survey; readonly digits: number }

export const groupLength = 7
export const groupCount = 9

/** An entry before its first key. */
export function freshEntry(listening: Listening): Entry {
  return {
    keyed: [],
    listening,
    usesHash: false,
    silences: 0,
    holds: 0,
    zero: 'never',
    asked: [],
    compared: [],
    freshStarts: 0,
    strange: 0,
  }
}

/** The entry with the keys of one listening. Keys that no telephone keypad has (A to D) are noise. */
export function withKeys(entry: Entry, keys: string): Entry {
  const { listening } = entry
  const items: KeyedItem[] = []
  if (listening.kind === 'asked') {
    items.push({ kind: 'mark', mark: 'asked', group: listening.group })
  } else if (endsWithAnswer(entry.keyed)) items.push({ kind: 'mark', mark: 'going-on' })
  for (const key of keys) {
    if (key === '#') items.push({ kind: 'mark', mark: 'group-end' })
    else if (isDigit(key) || key === '*') items.push({ kind: 'press', key })
  }
  const isFull = 'atMost' in listening && keys.length >= listening.atMost
  items.push({ kind: 'mark', mark: isFull ? 'full' : 'timer' })
  return {
    ...entry,
    keyed: [...entry.keyed, ...items],
    usesHash: entry.usesHash || /\d#./.test(keys) || (/\d#$/.test(keys) && !isWhole(keys)),
    silences: 0,
  }
}

/** The likeliest way to take what was keyed, and how it stands that way. */
export function chosenWay(call: Call, entry: Entry): Way {
  const ways = alternatives(call, entry).map((keyed) => ({ keyed, survey: survey(keyed) }))
  const best = ways.reduce((one, other) => (other.survey.cost <= one.survey.cost ? other : one))
  return { ...best, digits: digitsOf(best.keyed).length }
}

/** What a later call may go on from. */
export function chosenKeyed(call: Call, entry: Entry): Keyed {
  if (call.beginnings.length === 0) return entry.keyed
  return entry.keyed.length === 0 ? (call.beginnings[0] ?? []) : chosenWay(call, entry).keyed
}

/** Presses and marks of an earlier call that can still matter. */
const longestBeginning = 160

/** What may have been meant: this entry alone, or on top of what was keyed before. */
export function alternatives(call: Call, entry: Entry): readonly [Keyed, ...Keyed[]] {
  const resumed = call.beginnings.map((beginning): Keyed => {
    return [
      ...beginning.slice(-longestBeginning),
      { kind: 'mark', mark: 'resumed' },
      ...entry.keyed,
    ]
  })
  return [entry.keyed, ...resumed]
}

/** The call with what was keyed put aside: it may yet turn out to be a beginning. */
export function withBeginning(call: Call, keyed: Keyed): Call {
  if (digitsOf(keyed).length === 0) return call
  return { ...call, beginnings: [keyed, ...call.beginnings].slice(0, 3) }
}

/** The digits of a run, without those that answered a request for one group. */
export function digitsOf(keyed: Keyed): string {
  let digits = ''
  let isAnswer = false
  for (const item of keyed) {
    if (item.kind === 'press') digits += isAnswer || item.key === '*' ? '' : item.key
    else if (item.mark === 'asked') isAnswer = true
    else if (item.mark === 'going-on' || item.mark === 'resumed') isAnswer = false
  }
  return digits
}

/** Digits and stars. */
export function countPresses(keyed: Keyed): number {
  return keyed.filter(({ kind }) => kind === 'press').length
}

/** How many presses to listen for, for so many groups. */
export function pressesFor(entry: Entry, groups: number): number {
  return groups * (entry.usesHash ? groupLength + 1 : groupLength)
}

function endsWithAnswer(keyed: Keyed): boolean {
  const last = keyed.findLast(
    (item) => item.kind === 'mark' && (item.mark === 'asked' || item.mark === 'going-on'),
  )
  return last?.kind === 'mark' && last.mark === 'asked'
}

/** A hash after all nine groups ends the entry; it does not say that groups are ended so. */
function isWhole(keys: string): boolean {
  return keys.replace(/\D/g, '').length >= groupLength * groupCount - 6
}

function isDigit(key: string): key is Digit {
  return /^\d$/.test(key)
}
