import { endsWithFull, groupCount, groupLength, nearlyAll, pressesFor, type Way } from './entry.ts'
import { ask, type Asking, patience, toTheEar, words } from './listen.ts'
import type { Prompt } from './prompt.ts'
import type { Script } from './script.ts'
import type { Call, Entry, Listening, Step, Talk } from './state.ts'
import type { Answerable } from './turn.ts'

/** The first listening of an entry: all nine groups, as many keys as the provider takes at once. */
export function runOf(script: Script): Listening {
  return { kind: 'run', atMost: wholeGroups(script, groupCount * groupLength) }
}

/**
 * For one key, of somebody who may be keying an ID, many of which begin with a one: that key alone, with nothing after
 * it for four seconds, is the answer.
 */
export function aloneIn(script: Script): Omit<Asking, 'answer'> {
  return { atMost: wholeGroups(script, groupCount * groupLength), patienceInMs: 4_000 }
}

/**
 * Says, then listens for what the entry says. Hash is data in the first listening, where callers end
 * groups with it, and for all who do; later it ends the listening. After a stop inside a group the line
 * waits longer for each key.
 */
export function listenForRun(talk: Talk, entry: Entry, say: readonly Prompt[]): Step {
  const { listening } = entry
  const atMost = 'atMost' in listening ? listening.atMost : 1
  const isFirst = entry.keyed.length === 0
  return {
    state: { kind: 'entering', call: talk.call, entry },
    turn: ask(talk.script, [...say, ...patienceFor(talk.call, entry)], {
      answer: answerableIn(entry),
      atMost,
      finish: isFirst || entry.usesHash ? 'none' : '#',
      patienceInMs: talk.call.stopsInside > 0 ? 12_000 : 8_000,
      speech: !talk.call.heardKey && entry.silences > 0,
    }),
  }
}

/**
 * On from where the caller stopped. Inside a group he is only looking up: the first time the line waits
 * without a word. At a group's end he waits to be answered: from then on one group at a time.
 */
export function goOn(talk: Talk, entry: Entry, way: Way): Step {
  const { survey } = way
  const isDone = seemsDone(way)
  const group = isDone ? groupCount : Math.min(survey.groups.length + 1, groupCount)
  const missing = groupCount + 1 - group
  const atMost = wholeGroups(talk.script, pressesFor(entry, missing))
  if (survey.inside > 0) {
    const stopsInside = talk.call.stopsInside + 1
    const isSilent = stopsInside === 1 && !isDone && entry.listening.kind !== 'asked'
    const say = isSilent ? [] : [toTheEar, words('entry.go-on', { group })]
    const listening: Listening = { kind: 'run', atMost, ...(!isSilent && { named: group }) }
    const call = { ...talk.call, stopsInside }
    return listenForRun({ ...talk, call }, { ...entry, listening }, say)
  }
  const waits = survey.groups.length > 0 && !isCutRun(entry)
  const listening: Listening = waits
    ? { kind: 'one', group, atMost: pressesFor(entry, 1) }
    : { kind: 'run', atMost, named: group }
  const say = [toTheEar, words('entry.next-group', { group })]
  return listenForRun(talk, { ...entry, listening }, say)
}

/**
 * Listens for what a full listening may have cut off, without a word: to somebody who is still keying a
 * question is lost, and so is the key pressed in its gap.
 */
export function listenForTail(talk: Talk, entry: Entry): Step {
  const listening: Listening = { kind: 'tail', atMost: pressesFor(entry, groupCount) }
  const atMost = wholeGroups(talk.script, listening.atMost)
  return {
    state: { kind: 'entering', call: talk.call, entry: { ...entry, listening } },
    turn: ask(talk.script, [], {
      answer: 'groups',
      atMost,
      patienceInMs: talk.call.stopsInside > 0 ? 8_000 : 5_000,
    }),
  }
}

/** Before an ID is begun, the answer to the last one can be had again. */
export function answerableIn({ answer, keyed, isWholeBefore }: Entry): Answerable {
  if (isWholeBefore && keyed.length === 0) return 'whole'
  return answer !== undefined && keyed.length === 0 ? 'another' : 'groups'
}

/** Asks for one group over again. */
export function askForGroup(
  talk: Talk,
  entry: Entry,
  group: number,
  why: Extract<Listening, { kind: 'asked' }>['why'],
): Step {
  const listening: Listening = { kind: 'asked', group, atMost: pressesFor(entry, 1), why }
  const asked = { ...entry, listening, asked: [...entry.asked, group] }
  return listenForRun(talk, asked, [toTheEar, requestFor(entry, group, why)])
}

/** Who has keys hears a reminder first; who never pressed one, and who was reminded, hears another way. */
function patienceFor({ heardKey }: Call, { silences, keyed }: Entry): readonly Prompt[] {
  const misses = heardKey ? silences : silences + 1
  const still = keyed.length === 0 ? 'patience.still-waiting' : 'hold.still'
  return patience({
    ...(silences === 0 && { still }),
    ...(misses > 0 && { next: misses === 1 ? 'patience.ten-seconds' : 'patience.last' }),
  })
}

function requestFor(
  entry: Entry,
  group: number,
  why: Extract<Listening, { kind: 'asked' }>['why'],
): Prompt {
  if (why === 'missing') return words('entry.missing-group', { group })
  const isFirst = entry.asked.length === 0
  if (why === 'compare') {
    return words(isFirst ? 'entry.compare' : 'entry.compare-also', { group })
  }
  if (!isFirst) return words('entry.and-group', { group })
  return words(why === 'unclear' ? 'entry.unclear' : 'entry.once-more', { group })
}

/** Nearly all of 63 digits, and a slip among them: he believes that he has keyed it all, or soon has. */
function seemsDone({ digits, survey }: Way): boolean {
  return digits >= nearlyAll && survey.doubtful.length > 0
}

/** He did not stop after a run: the line cut him off. */
function isCutRun({ keyed, listening }: Entry): boolean {
  return endsWithFull(keyed) && listening.kind === 'run'
}

/** As many keys as wanted, or as many whole groups as one listening can take. */
function wholeGroups(script: Script, wanted: number): number {
  const most = script.keysPerListening
  return wanted <= most ? wanted : most - (most % groupLength)
}
