import type { Keyed } from '../base/keyed.ts'
import { hearGroup } from './again.ts'
import { alternatives, chosenWay, countPresses, digitsOf, freshEntry, groupCount } from './entry.ts'
import { countGaps, isWhole, nearlyAll, withBeginning, withKeys, type Way } from './entry.ts'
import { ask, heldPatience, toTheEar, words } from './listen.ts'
import type { Prompt } from './prompt.ts'
import type { PromptKey } from './prompt-keys.ts'
import type { Keys } from './keys.ts'
import { readAgain } from './read-back.ts'
import { hearPair } from './pair.ts'
import { askedForPerson, noEntry, noKeys } from './person.ts'
import { answerableIn, askForGroup, goOn, listenForRun, runOf } from './run.ts'
import { goodbye, goodbyeWithCase } from './goodbye.ts'
import type { Call, Entry, Listening, Step, Talk } from './state.ts'
import { sayWhatItIs } from './say-what-it-is.ts'
import { mayBeAnswer, strangeKeys } from './strange.ts'

/** Trials of readings: many once in a call, fewer at its other pauses. */
const longReading = 20_000
const shortReading = 2_000

/** Two and a half IDs: whoever has pressed more keys in one entry is better helped by a person. */
const mostPresses = 160

/** The keys of one listening, in an entry. */
export function hear(talk: Talk, entry: Entry, heard: Keys): Step {
  const { keys } = heard
  const call = keys === '' ? talk.call : { ...talk.call, heardKey: true }
  const now = { ...talk, call }
  const pressed = keys.replaceAll(/[^0-9*#]/g, '')
  if (pressed === '') {
    return entry.listening.kind === 'tail' ? readTail(now, entry) : hearNothing(now, entry)
  }
  if (entry.listening.kind === 'fresh-start') return startAfresh(now, entry, pressed)
  return (
    hearCommand(now, entry, pressed) ??
    hearGroup(now, entry, keys) ??
    hearPair(now, entry, heard) ??
    hearDigits(now, entry, heard)
  )
}

/** Words instead of keys: somebody is there, and has no keys. */
export function hearWords(talk: Talk, entry: Entry): Step {
  return talk.call.heardKey ? hearNothing(talk, entry) : askedIn(talk.call, entry)
}

function hearNothing(talk: Talk, entry: Entry): Step {
  if (entry.listening.kind === 'fresh-start') return noKeys(talk.call, entry)
  if (isAfterwards(entry) && entry.keyed.length === 0) {
    return entry.answer === undefined ? goodbye(talk.call) : goodbyeWithCase(talk.call)
  }
  const silences = entry.silences + 1
  const silent = { ...entry, silences, zero: zeroHeardBefore(entry) }
  if (!talk.call.heardKey) {
    return silences === 1
      ? listenForRun(talk, silent, [words('entry.no-keys')])
      : noKeys(talk.call, entry)
  }
  if (silences > 2) return noKeys(talk.call, entry)
  const { listening } = entry
  const group = goesOnWith(talk.call, entry)
  const key: PromptKey = silences === 1 ? 'entry.silent' : 'entry.loudspeaker'
  const asked = { ...silent, listening: naming(listening, group) }
  return listenForRun(talk, asked, [words(key, { group })])
}

/** A zero was asked about in the last turn, and now before it. */
function zeroHeardBefore({ zero }: Entry): Entry['zero'] {
  return zero === 'now' ? 'before' : zero
}

/** The group that is asked for, or the next one of the run. */
export function goesOnWith(call: Call, entry: Entry): number {
  if ('group' in entry.listening) return entry.listening.group
  return Math.min(chosenWay(call, entry).survey.groups.length + 1, groupCount)
}

function naming(listening: Listening, group: number): Listening {
  return listening.kind === 'run' ? { ...listening, named: group } : listening
}

/** Keys that are no digits of an ID: a person, a pause, the answer once more. */
function hearCommand(talk: Talk, entry: Entry, pressed: string): Step | undefined {
  if (pressed.endsWith('*0')) {
    const before = pressed.slice(0, -2)
    return askedIn(talk.call, before === '' ? entry : withKeys(entry, { keys: before }))
  }
  if (pressed === '0' && entry.zero === 'now') return askedIn(talk.call, withoutLastZero(entry))
  if (pressed === '0' && entry.zero === 'never' && entry.listening.kind !== 'tail') {
    const asked = { ...withKeys(entry, { keys: '0' }), zero: 'now' as const }
    return listenForRun(talk, asked, [toTheEar, words('entry.lone-zero')])
  }
  if (digitsOf(entry.keyed) !== '') return undefined
  if (isAfterwards(entry) && pressed === '#') return goodbye(talk.call)
  const [beginning] = talk.call.beginnings
  if (entry.isWholeBefore && pressed === '#' && beginning) return goOnFrom(talk, beginning)
  if (entry.answer !== undefined) {
    if (pressed === '*' || pressed === '9') return readAgain(talk, entry.answer, pressed)
  }
  return pressed === '5' ? hold(talk, entry) : undefined
}

/** What he called for is done, or was refused: another ID may be keyed, or none. */
export function isAfterwards({ answer, isNext }: Entry): boolean {
  return answer !== undefined || isNext === true
}

/** No ID begins with a five: alone before any digit it asks for time. */
function hold(talk: Talk, entry: Entry): Step {
  const holds = entry.holds + 1
  if (holds > 3) return noKeys(talk.call, entry, [words('hold.enough')])
  const atMost = 'atMost' in entry.listening ? entry.listening.atMost : 1
  const say = [toTheEar, words('hold.begin'), ...heldPatience('hold.still')]
  return {
    state: { kind: 'entering', call: talk.call, entry: { ...entry, holds } },
    turn: ask(talk.script, say, { answer: answerableIn(entry), atMost }),
  }
}

/** Digits of an ID, or of what is taken for one. */
export function hearDigits(talk: Talk, entry: Entry, heard: Keys): Step {
  const grown = { ...withKeys(entry, heard), zero: zeroHeardBefore(entry) }
  if (countPresses(grown.keyed) > mostPresses) {
    return noEntry(talk.call, entry, [words('entry.not-working')])
  }
  const way = chosenWay(talk.call, grown)
  const { kind } = entry.listening
  if (!/\d/.test(heard.keys) && kind !== 'tail') return goOn(talk, grown, way)
  if (kind === 'asked' || kind === 'tail') return read(talk.call, grown, way)
  const digits = digitsOf(grown.keyed)
  const strange =
    way.keyed === grown.keyed && entry.asked.length === 0 ? strangeKeys(way, digits) : undefined
  if (strange !== undefined) return sayWhatItIs(talk, grown, strange)
  return isWorthReading(way) || mayBeAnswer(way)
    ? read(talk.call, grown, way)
    : goOn(talk, grown, way)
}

/** On with what a person, or he himself on an earlier call, has keyed: at the first group that is missing, or with all of them. */
export function goOnFrom(talk: Talk, keyed: Keyed): Step {
  const now = { ...talk, call: { ...talk.call, beginnings: [] } }
  const timer = { kind: 'mark', mark: 'timer' } as const
  const entry = { ...freshEntry(runOf(talk.script)), keyed: [...keyed, timer] }
  const way = chosenWay(now.call, entry)
  const leftOut = way.survey.groups.indexOf('missing') + 1
  if (leftOut > 0) return askForGroup(now, entry, leftOut, 'missing')
  return isWorthReading(way) ? read(now.call, entry, way) : goOn(now, entry, way)
}

/** Nothing was cut off: what is there is all he keyed. */
function readTail({ call }: Talk, entry: Entry): Step {
  return read(call, entry, chosenWay(call, entry))
}

function read(call: Call, entry: Entry, way: Way): Step {
  const isThere = isWhole(entry, way)
  const isLong = isThere && !call.readLong && call.slowInMs === 0
  return {
    state: { kind: 'reading', call: { ...call, readLong: call.readLong || isLong }, entry },
    turn: {
      kind: 'read',
      keyed: alternatives(call, entry),
      atMost: isLong ? longReading : shortReading,
      entry: entry.isCounted ? 'counted' : isThere ? 'whole' : 'begun',
    },
  }
}

/**
 * All nine groups are there, or nearly all of their digits; or it looks as if keys, or a group, had been lost
 * on the way, and with them it would be nearly all.
 */
function isWorthReading({ survey, digits, keyed }: Way): boolean {
  if (digits >= nearlyAll || survey.groups.length === groupCount) return true
  return survey.cost > bitsOfLooseKeys && digits + lostInGap * countGaps(keyed) >= allButAGroup
}

/** What six keys of a group begun cost, and nothing else; keys lost in each gap; 56 keys, two of them lost. */
const [bitsOfLooseKeys, lostInGap, allButAGroup] = [3, 2, 54]

function startAfresh(talk: Talk, entry: Entry, pressed: string): Step {
  return pressed === '1' ? restart(talk, entry) : askedIn(talk.call, entry)
}

/** The zero before it called for a person, too: it is no digit of the ID. */
function withoutLastZero(entry: Entry): Entry {
  const at = entry.keyed.findLastIndex((item) => item.kind === 'press')
  return { ...entry, keyed: entry.keyed.toSpliced(at, 1) }
}

function askedIn(call: Call, entry: Entry): Step {
  return askedForPerson(call, { kind: 'entry', entry })
}

/** From group one; what was keyed before may yet turn out to be a beginning. */
export function restart(talk: Talk, entry: Entry, first: readonly Prompt[] = []): Step {
  const before = withBeginning(talk.call, entry.keyed)
  const fresh = {
    ...freshEntry(runOf(talk.script)),
    freshStarts: 1,
    strange: entry.strange,
  }
  return listenForRun({ ...talk, call: before }, fresh, [...first, words('entry.from-one')])
}
