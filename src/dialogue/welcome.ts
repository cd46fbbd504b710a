import type { Language } from '../base/brand.ts'
import { freshEntry, isWholeBefore, withKeys } from './entry.ts'
import { caseNumberTwice, end } from './endings.ts'
import { listenForRun, runOf } from './run.ts'
import type { Input } from './input.ts'
import { ask, words } from './listen.ts'
import type { Prompt } from './prompt.ts'
import type { Script } from './script.ts'
import type { Call, Entry, Step, Talk } from './state.ts'

export type Answered = Extract<Input, { kind: 'answered' }>

/** How often the languages are offered before the line goes on in the first. */
const offers = 2

/** The first words. Before any digit is taken the line says so if it can't finish. */
export function answer(script: Script, input: Answered): Step {
  const call = callFrom(script, input)
  const remembered = rememberedIn(script, input)
  const talk = { script, call }
  if (input.line === 'unable') return cannot(script, call, remembered)
  const isSettled = script.choice === 'one' || remembered !== undefined || isGoingOn(call)
  return isSettled ? greet(talk) : offerLanguages(talk, 0)
}

/** A call that was answered just now. */
export function callFrom(script: Script, input: Answered): Call {
  return {
    language: rememberedIn(script, input) ?? script.languages[0],
    caseNumber: input.caseNumber,
    startedAt: input.at,
    turns: 0,
    heardKey: input.isWritten === true,
    beginnings: input.beginnings,
    ...(input.isWithheld && { isWithheld: true }),
    ...(input.mayBeTexted && { mayBeTexted: true }),
    ...(input.again && { again: input.again }),
    stopsInside: 0,
    readLong: false,
    activated: 0,
    released: 0,
    slowInMs: input.slowInMs ?? 0,
    isEndAnnounced: false,
  }
}

function rememberedIn({ languages }: Script, { remembered }: Answered): Language | undefined {
  return languages.find((language) => language === remembered)
}

/** A key, or none, after the languages were offered. */
export function choose(talk: Talk, tries: number, keys: string): Step {
  const { script } = talk
  const heard = { ...talk, call: keys === '' ? talk.call : { ...talk.call, heardKey: true } }
  const key = keys.at(-1) ?? ''
  const chosen = script.languages[Number(/\d/.test(key) ? key : 0) - 1]
  if (script.choice === 'equal') {
    if (chosen !== undefined) return greet(inLanguage(heard, chosen))
    return tries + 1 < offers ? offerLanguages(heard, tries + 1) : greet(heard)
  }
  if (key === '2' && chosen !== undefined) {
    return open(inLanguage(heard, chosen), invitation(heard.call))
  }
  return key === '0' || key === '1' ? openWithKey(heard, key) : open(heard, invitation(heard.call))
}

/**
 * Who has not chosen a language yet hears it in each. What he brought in before stays with this case, of which he is
 * told in one language, as he would be asked to go on in one.
 */
function cannot(script: Script, call: Call, remembered: Language | undefined): Step {
  const [beginning] = call.beginnings
  if (beginning !== undefined) {
    const first = [words('welcome.who'), words('unable.now')]
    const last = [words('case.waits'), words('goodbye')]
    return end(call, [...first, ...caseNumberTwice(call), ...last], 'unable', beginning)
  }
  const keys = ['welcome.who', 'unable.now', 'person.hours', 'goodbye'] as const
  const isSettled = script.choice === 'one' || remembered !== undefined
  const languages = isSettled ? [call.language] : script.languages
  const said = languages.flatMap((language) =>
    keys.map((key): Prompt => ({ kind: 'words', key, ...(!isSettled && { language }) })),
  )
  return end(call, said, 'unable')
}

/** Offers the languages of the script; who keeps silent has the main one. */
export function offerLanguages(talk: Talk, tries: number): Step {
  const { script, call } = talk
  const offer = (language: Language, index: number): Prompt => ({
    kind: 'words',
    key: 'language.offer',
    values: { key: index + 1 },
    language,
  })
  const offered = script.languages.map(offer)
  const isEqual = script.choice === 'equal'
  const say = isEqual ? offered : [words('welcome.who'), ...offered.slice(1)]
  return {
    state: { kind: 'choosing', call, tries },
    turn: ask(script, say, { answer: 'language', patienceInMs: isEqual ? 4_000 : 2_000 }),
  }
}

function inLanguage(talk: Talk, language: Language): Talk {
  return { ...talk, call: { ...talk.call, language } }
}

function greet(talk: Talk): Step {
  return open(talk, [words('welcome.who'), ...invitation(talk.call)])
}

function open(talk: Talk, say: readonly Prompt[]): Step {
  return listenForRun(talk, firstEntry(talk), say)
}

/** The entry with which a call begins. */
export function firstEntry({ script, call }: Talk): Entry {
  const entry = freshEntry(runOf(script))
  return isWholeBefore(call) ? { ...entry, isWholeBefore: true } : entry
}

/** He keys his ID without waiting to be asked: not a word, or more of it is lost. */
function openWithKey(talk: Talk, key: string): Step {
  return listenForRun(talk, withKeys(freshEntry(runOf(talk.script)), { keys: key }), [])
}

/** Who was cut off in an entry may be keying already: a language is no question to him. */
function isGoingOn(call: Call): boolean {
  return call.beginnings.length > 0
}

/** What an entry begins with. */
export function invitation(call: Call): readonly Prompt[] {
  if (call.again !== undefined) return [words('resume.again', { group: call.again.group })]
  if (isWholeBefore(call)) return [words('resume.whole')]
  if (isGoingOn(call)) return [words('resume.go-on')]
  return [words('welcome.key-all'), ...(call.isWithheld ? [words('resume.pair')] : [])]
}
