import type { SpokenLocale } from '../../src/wording/locale.ts'
import type { Shown } from './computers.ts'
import { keysIn } from './keys.ts'
import type { Meeting } from './person.ts'
import { createNotes, type Notes } from './notes.ts'
import type { Ear, Heard, Telephone } from './telephone.ts'
import { renderTranscript, type Transcript } from './transcript.ts'

export type Playing = {
  readonly telephone: Telephone
  readonly shown: readonly Shown[]
  readonly meeting: Meeting
  readonly locales: ReadonlyMap<string, SpokenLocale>
  /** The time in ms since 1970, which passes while the caller waits. */
  readonly clock: { at: number }
}

export type Played = {
  /** The transcript as it now reads, up to the trouble. */
  readonly text: string
  /** Why the caller could not do all that he does in the transcript. */
  readonly trouble?: string
}

/** Does what the caller of a transcript does, in his order, and writes down what then happens. */
export async function play(transcript: Transcript, playing: Playing): Promise<Played> {
  const notes = createNotes(playing)
  const actions = transcript.entries.filter(({ who }) => who === 'caller').map(({ text }) => text)
  const played = (): string => renderTranscript({ ...transcript, entries: notes.entries })
  try {
    await playCalls(callersOf(transcript), { actions, notes, playing })
    return { text: played() }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    notes.wentWrong(error.message)
    return { text: played(), trouble: error.message }
  }
}

type Callers = { readonly usual: string; readonly other: string; readonly withheld: string }

type Going = {
  /** What the caller has still to do. */
  readonly actions: string[]
  readonly notes: Notes
  readonly playing: Playing
}

type After = { readonly kind: 'turn'; readonly heard: Heard } | { readonly kind: 'over' }

const over: After = { kind: 'over' }

/** Two numbers that no other transcript's callers have. */
export function callersOf({ computers }: Transcript): Callers {
  const own = String(computers[0]?.number ?? 0).padStart(4, '0')
  return { usual: `+3161200${own}`, other: `+3161300${own}`, withheld: 'anonymous' }
}

async function playCalls(callers: Callers, going: Going): Promise<void> {
  const { actions, notes, playing } = going
  for (let from = callers.usual; ;) {
    let after: After = { kind: 'turn', heard: await playing.telephone.call(from) }
    while (after.kind === 'turn') after = await playTurn(after.heard, going)
    const again = actions.shift()
    if (again === undefined) return
    if (again === '(calls again)') from = callers.usual
    else if (again === '(calls from another telephone)') from = callers.other
    else if (again === '(calls with his number withheld)') from = callers.withheld
    else throw new Error(`the call is over, and the caller goes on: ${again}`)
    notes.callsAgain(again)
  }
}

/** One turn of the line: what it says, rest by rest, until the caller does more than wait. */
async function playTurn(heard: Heard, going: Going): Promise<After> {
  const { actions, notes, playing } = going
  const segments = notes.segmentsOf(heard)
  for (const [index, { said, quietInMs }] of segments.entries()) {
    notes.said(said)
    const isLast = index === segments.length - 1
    if (isLast && heard.isForPerson) return meetPerson(going)
    if (isLast && heard.ear === undefined) break
    const action = heard.ear === undefined ? nextAtTheEnd(actions) : actions.shift()
    if (action === undefined) return over
    if (!action.startsWith('(waits')) return act(action, heard.ear, going)
    notes.waited(quietInMs)
    playing.clock.at += quietInMs
    if (isLast) return turn(await playing.telephone.key({ keys: '', by: 'timer' }))
  }
  notes.lineHungUp()
  return over
}

/** He waits for a person, and what becomes of that. */
async function meetPerson(going: Going): Promise<After> {
  const { actions, notes, playing } = going
  const action = actions.shift()
  if (action === undefined) return over
  if (action === '(hangs up)') return hangUp(going)
  const came = await playing.meeting.cameOf(action)
  if (came === undefined) throw new Error(`he waits for a person: ${action}`)
  notes.did(action)
  return turn(await playing.telephone.comesBack(came))
}

/** Nobody listens to the last words of a call: unless he hangs up, all he can do in their rests is wait. */
function nextAtTheEnd(actions: string[]): string | undefined {
  const isTold = actions[0] === '(hangs up)' || actions[0]?.startsWith('(waits')
  return isTold ? actions.shift() : '(waits)'
}

/** What the caller does when he does not wait. */
async function act(action: string, ear: Ear | undefined, going: Going): Promise<After> {
  const { telephone } = going.playing
  if (action === '(hangs up)') return hangUp(going)
  if (ear === undefined) throw new Error(`nobody listens: ${action}`)
  const [, words] = /^\(says “(.+)”\)$/.exec(action) ?? []
  if (words === undefined) return press(action, { ear, before: '' }, going)
  if (!ear.speech) throw new Error(`the line does not listen for words: ${action}`)
  going.notes.did(action)
  return turn(await telephone.speak(words))
}

async function hangUp({ notes, playing }: Going): Promise<After> {
  notes.did('(hangs up)')
  await playing.telephone.hangUp()
  return over
}

type Listening = {
  readonly ear: Ear
  /** What was pressed since the line has been listening. */
  readonly before: string
}

/** Keys that do not fill the line's ear are ended by waiting, unless more are pressed. */
async function press(action: string, listening: Listening, going: Going): Promise<After> {
  const { actions, notes, playing } = going
  const { ear, before } = listening
  const { telephone, clock } = playing
  const keys = before + keysIn(action, notes.desk())
  const end = ear.finishOnKey === '' ? -1 : keys.indexOf(ear.finishOnKey)
  const isFinished = end >= 0 && end < ear.atMost
  const heard = isFinished ? end + 1 : ear.atMost
  if (keys.length > heard) {
    throw new Error(`the line stops listening after ${heard} keys, begin a line there: ${action}`)
  }
  notes.did(action)
  if (isFinished) return turn(await telephone.key({ keys: keys.slice(0, end), by: 'finish-key' }))
  if (keys.length === heard) return turn(await telephone.key({ keys, by: 'full' }))

  const next = actions.shift()
  if (next === undefined) return over
  if (next === '(hangs up)') return hangUp(going)
  if (!next.startsWith('(waits')) return press(next, { ear, before: keys }, going)
  notes.waited(ear.patienceInMs)
  clock.at += ear.patienceInMs
  return turn(await telephone.key({ keys, by: 'timer' }))
}

function turn(heard: Heard): After {
  return { kind: 'turn', heard }
}
