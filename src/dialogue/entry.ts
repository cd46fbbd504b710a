import type { Digit, Keyed, KeyedItem } from '../base/keyed.ts'
import { fits } from '../identifiers/digit-groups.ts'
import { survey, type Survey } from '../identifiers/readings/survey.ts'
import type { Keys } from './keys.ts'
import type { Call, Entry, Listening } from './state.ts'

/** One way to take an entry: this call's keys alone, or as going on from an earlier beginning. */
export type Way = { readonly keyed: Keyed; readonly survey: Survey; readonly digits: number }

export const groupLength = 7
export const groupCount = 9

/** Where a stop is worth a reading: nearly all of 63 digits. */
export const nearlyAll = 57

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
    isCounted: false,
  }
}

/** The entry with the keys of one listening. Keys that no telephone keypad has (A to D) are noise. */
export function withKeys(entry: Entry, { keys, doubts = [] }: Keys): Entry {
  const { listening } = entry
  const items: KeyedItem[] = []
  if (listening.kind === 'asked') {
    items.push({ kind: 'mark', mark: 'asked', group: listening.group })
  } else if (endsWithAnswer(entry.keyed)) items.push({ kind: 'mark', mark: 'going-on' })
  const named = namedIn(listening)
  if (named !== undefined) items.push({ kind: 'mark', mark: 'named', group: named })
  Array.from(keys).forEach((key, index) => {
    const doubt = doubts[index] ?? 0
    if (key === '#') items.push({ kind: 'mark', mark: 'group-end' })
    else if (isDigit(key) || key === '*') {
      items.push({ kind: 'press', key, ...(doubt > 0 && { doubt }) })
    }
  })
  // Where more comes in than was asked for, nothing was cut off.
  const isFull = 'atMost' in listening && keys.length === listening.atMost
  items.push({ kind: 'mark', mark: isFull ? 'full' : 'timer' })
  return {
    ...entry,
    keyed: [...entry.keyed, ...items],
    usesHash: entry.usesHash || /\d#./.test(keys) || (/\d#$/.test(keys) && !endsId(keys)),
    silences: 0,
  }
}

/** The likeliest way to take what was keyed, and how it stands that way; a turn asks for it more than once. */
export function chosenWay(call: Call, entry: Entry): Way {
  const known = chosen.get(entry.keyed)
  if (known?.beginnings === call.beginnings) return known.way
  const ways = alternatives(call, entry).map((keyed) => ({ keyed, survey: survey(keyed) }))
  const best = ways.reduce((one, other) => (other.survey.cost <= one.survey.cost ? other : one))
  const way = { ...best, digits: digitsOf(best.keyed).length }
  chosen.set(entry.keyed, { beginnings: call.beginnings, way })
  return way
}

/** Nothing is ever written into what was keyed, so it is surveyed once. */
const chosen = new WeakMap<Keyed, { readonly beginnings: readonly Keyed[]; readonly way: Way }>()

/** What a later call may go on from. */
export function chosenKeyed(call: Call, entry: Entry): Keyed {
  if (call.beginnings.length === 0) return entry.keyed
  return entry.keyed.length === 0 ? (call.beginnings[0] ?? []) : chosenWay(call, entry).keyed
}

/** Presses and marks of an earlier call that can still matter. */
const longestBeginning = 160

/**
 * What may have been meant: this entry alone, the answer to its first request taken as the rest of the run,
 * or the entry on top of what was keyed before.
 */
export function alternatives(call: Call, entry: Entry): readonly [Keyed, ...Keyed[]] {
  const resumed = call.beginnings.map((beginning): Keyed => {
    return [
      ...beginning.slice(-longestBeginning),
      { kind: 'mark', mark: 'resumed' },
      ...entry.keyed,
    ]
  })
  return [entry.keyed, ...unheardRequest(entry.keyed), ...resumed]
}

/** Who was cut off by a full listening and keyed on has not heard what the line then asked. */
function unheardRequest(keyed: Keyed): readonly Keyed[] {
  const request = keyed.findIndex((item) => item.kind === 'mark' && item.mark === 'asked')
  return endsWithFull(keyed.slice(0, Math.max(0, request))) ? [keyed.toSpliced(request, 1)] : []
}

/** The call with what was keyed put aside: it may yet turn out to be a beginning. */
export function withBeginning(call: Call, keyed: Keyed): Call {
  if (digitsOf(keyed).length === 0) return call
  return { ...call, beginnings: [keyed, ...call.beginnings].slice(0, 3) }
}

/** An earlier call brought in all nine groups: nothing is left to be keyed. */
export function isWholeBefore({ beginnings, again }: Call): boolean {
  const [latest = []] = beginnings
  return again === undefined && digitsOf(latest).length >= groupCount * groupLength
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

/** How often the line stopped listening while there was more to come. */
export function countGaps(keyed: Keyed): number {
  const gaps = keyed.filter((item) => item.kind === 'mark' && /^(?:timer|full)$/.test(item.mark))
  return gaps.length - 1
}

/** The groups that were asked for and heard so, if the entry is taken this way. */
export function askedIn(entry: Entry, way: Way): readonly number[] {
  const isFirstUnheard = way.keyed.length < entry.keyed.length
  return isFirstUnheard ? entry.asked.slice(1) : entry.asked
}

/** Digits and stars. */
export function countPresses(keyed: Keyed): number {
  return keyed.filter(({ kind }) => kind === 'press').length
}

/** How many presses to listen for, for so many groups. */
export function pressesFor(entry: Entry, groups: number): number {
  return groups * (entry.usesHash ? groupLength + 1 : groupLength)
}

function namedIn(listening: Listening): number | undefined {
  if (listening.kind === 'run') return listening.named
  return listening.kind === 'one' ? listening.group : undefined
}

function endsWithAnswer(keyed: Keyed): boolean {
  const last = keyed.findLast(
    (item) => item.kind === 'mark' && (item.mark === 'asked' || item.mark === 'going-on'),
  )
  return last?.kind === 'mark' && last.mark === 'asked'
}

/**
 * A listening for several groups took as many keys as it could, and they do not fit seven by seven: after
 * keys too many others may have been cut off.
 */
export function isCutOff({ keyed, listening }: Entry, way: Way): boolean {
  if (listening.kind !== 'run' || listening.atMost < 2 * groupLength) return false
  if (!endsWithFull(keyed) || way.keyed !== keyed) return false
  const digits = digitsOf(way.keyed)
  const fitting = places.filter((place) =>
    fits(digits.slice((place - 1) * groupLength, place * groupLength), place),
  )
  return fitting.at(-1) !== groupCount || fitting.length < way.survey.fitting
}

const places = Array.from({ length: groupCount }, (_, index) => index + 1)

/** All nine groups are there; or there are slips, by which it may only seem that some are not. */
export function isWhole(entry: Entry, way: Way): boolean {
  const { survey, digits } = way
  if (isCutOff(entry, way)) return false
  return survey.groups.length === groupCount || (digits >= nearlyAll && survey.doubtful.length > 0)
}

/** The line had as many keys as it had asked for: he did not stop, it cut him off. */
export function endsWithFull(keyed: Keyed): boolean {
  const last = keyed.at(-1)
  return last?.kind === 'mark' && last.mark === 'full'
}

/** A hash after all nine groups ends the entry; it does not say that groups are ended so. */
function endsId(keys: string): boolean {
  return keys.replace(/\D/g, '').length >= groupLength * groupCount - 6
}

function isDigit(key: string): key is Digit {
  return /^\d$/.test(key)
}
