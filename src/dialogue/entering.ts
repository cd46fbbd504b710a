import type { Keyed } from '../base/keyed.ts'
import { askedForPerson, person } from './endings.ts'
import { alternatives, chosenWay, countPresses, digitsOf, freshEntry, groupCount } from './entry.ts'
import { withBeginning, withKeys, type Way } from './entry.ts'
import { ask, heldPatience, toTheEar, words } from './listen.ts'
import type { PromptKey } from './prompt-keys.ts'
import { readAgain } from './read-back.ts'
import { goOn, listenForRun, runOf } from './run.ts'
import { goodbye } from './goodbye.ts'
import type { Call, Entry, Step, Talk } from './state.ts'
import { strangeKeys, type Strange } from './strange.ts'

/** Where a stop is worth a reading: nearly all of 63 digits. */
const nearlyAll = 57

/** Trials of readings: many once in a call, fewer at its other pauses. */
const longReading = 20_000
const shortReading = 2_000

/** Two and a half IDs: whoever has pressed more keys in one entry is better helped by a person. */
const mostPresses = 160

/** The keys of one listening, in an entry. */
export function hear(talk: Talk, entry: Entry, keys: string): Step {
  const heard = keys === '' ? talk.call : { ...talk.call, heardKey: true }
  const now = { ...talk, call: heard }
  const pressed = keys.replaceAll(/[^0-9*#]/g, '')
  if (pressed === '') return hearNothing(now, entry)
  if (entry.listening.kind === 'fresh-start') return startAfresh(now, entry, pressed)
  return hearCommand(now, entry, pressed) ?? hearDigits(now, entry, keys)
}

/** Words instead of keys: somebody is there, and has no keys. */
export function hearWords(talk: Talk, entry: Entry): Step {
  return talk.call.heardKey ? hearNothing(talk, entry) : askedForPerson(talk.call, entry)
}

/** Goes on from what an open case brought in; or the line knows no such case. */
export function recalled(talk: Talk, entry: Entry, beginning: Keyed | undefined): Step {
  const fresh = { ...freshEntry(runOf(talk.script)), strange: entry.strange }
  if (beginning === undefined) {
    return listenForRun(talk, fresh, [toTheEar, words('case.unknown')])
  }
  const call = { ...talk.call, beginnings: [beginning, ...talk.call.beginnings].slice(0, 3) }
  return listenForRun({ ...talk, call }, fresh, [toTheEar, words('case.found')])
}

function hearNothing(talk: Talk, entry: Entry): Step {
  if (entry.listening.kind === 'fresh-start') return person(talk.call, entry)
  if (entry.answer !== undefined && entry.keyed.length === 0) return goodbye(talk.call)
  const silences = entry.silences + 1
  const silent = { ...entry, silences, zero: 'before' as const }
  if (!talk.call.heardKey) {
    return silences === 1
      ? listenForRun(talk, silent, [words('entry.no-keys')])
      : person(talk.call, entry)
  }
  if (silences > 2) return person(talk.call, entry)
  const { listening } = entry
  const { survey } = chosenWay(talk.call, entry)
  const group =
    'group' in listening ? listening.group : Math.min(survey.groups.length + 1, groupCount)
  const key: PromptKey = silences === 1 ? 'entry.silent' : 'entry.loudspeaker'
  return listenForRun(talk, silent, [words(key, { group })])
}

/** Keys that are no digits of an ID: a person, a pause, the answer once more. */
function hearCommand(talk: Talk, entry: Entry, pressed: string): Step | undefined {
  if (pressed.endsWith('*0')) {
    const before = pressed.slice(0, -2)
    return askedForPerson(talk.call, before === '' ? entry : withKeys(entry, before))
  }
  if (pressed === '0' && entry.zero === 'now') return askedForPerson(talk.call, entry)
  if (pressed === '0' && entry.zero === 'never') {
    const asked = { ...withKeys(entry, '0'), zero: 'now' as const }
    return listenForRun(talk, asked, [toTheEar, words('entry.lone-zero')])
  }
  if (digitsOf(entry.keyed) !== '') return undefined
  if (entry.answer !== undefined) {
    if (pressed === '#') return goodbye(talk.call)
    if (pressed === '*' || pressed === '9') return readAgain(talk, entry.answer, pressed)
  }
  return pressed === '5' ? hold(talk, entry) : undefined
}

/** No ID begins with a five: alone before any digit it asks for time. */
function hold(talk: Talk, entry: Entry): Step {
  const holds = entry.holds + 1
  if (holds > 3) return person(talk.call, entry, [words('hold.enough')])
  const atMost = 'atMost' in entry.listening ? entry.listening.atMost : 1
  const say = [toTheEar, words('hold.begin'), ...heldPatience('hold.still')]
  return {
    state: { kind: 'entering', call: talk.call, entry: { ...entry, holds } },
    turn: ask(talk.script, say, { atMost }),
  }
}

function hearDigits(talk: Talk, entry: Entry, keys: string): Step {
  const zero = entry.zero === 'now' ? 'before' : entry.zero
  const grown = { ...withKeys(entry, keys), zero }
  if (countPresses(grown.keyed) > mostPresses) {
    return person(talk.call, entry, [words('entry.not-working')])
  }
  const way = chosenWay(talk.call, grown)
  if (!/\d/.test(keys)) return goOn(talk, grown, way)
  if (entry.listening.kind === 'asked') return read(talk.call, grown, way)
  const digits = digitsOf(grown.keyed)
  const strange =
    way.keyed === grown.keyed && entry.asked.length === 0 ? strangeKeys(way, digits) : undefined
  if (strange !== undefined) return sayWhatItIs(talk, grown, strange)
  return isWorthReading(way) ? read(talk.call, grown, way) : goOn(talk, grown, way)
}

function read(call: Call, entry: Entry, way: Way): Step {
  const isLong = way.survey.groups.length === groupCount && !call.readLong
  return {
    state: { kind: 'reading', call: { ...call, readLong: call.readLong || isLong }, entry },
    turn: {
      kind: 'read',
      keyed: alternatives(call, entry),
      atMost: isLong ? longReading : shortReading,
    },
  }
}

/** All nine groups are there, or nearly all of their digits. */
function isWorthReading(way: Way): boolean {
  return way.digits >= nearlyAll || way.survey.groups.length === groupCount
}

function sayWhatItIs(talk: Talk, entry: Entry, strange: Strange): Step {
  const before = withBeginning(talk.call, entry.keyed)
  const strangeTimes = entry.strange + 1
  const fresh = { ...freshEntry(runOf(talk.script)), strange: strangeTimes }
  if (strange.kind === 'case-number') {
    return {
      state: { kind: 'recalling', call: talk.call, entry: fresh },
      turn: { kind: 'recall', caseNumber: strange.caseNumber },
    }
  }
  const said = words(`is.${strange.kind}`)
  if (strange.kind === 'not-ours' && entry.strange > 0) {
    return person(talk.call, entry, [words('is.not-ours-again')])
  }
  if (strangeTimes > 2) return person(talk.call, entry, [said])
  return listenForRun({ ...talk, call: before }, fresh, [toTheEar, said])
}

function startAfresh(talk: Talk, entry: Entry, pressed: string): Step {
  if (pressed !== '1') return askedForPerson(talk.call, entry)
  const before = withBeginning(talk.call, entry.keyed)
  const fresh = {
    ...freshEntry(runOf(talk.script)),
    freshStarts: entry.freshStarts + 1,
    strange: entry.strange,
  }
  return listenForRun({ ...talk, call: before }, fresh, [words('entry.from-one')])
}
