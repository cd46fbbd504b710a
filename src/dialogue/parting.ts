/**
 * Nobody is there, or he would not wait: before he is parted from he hears what one key does yet. He is called back, on his own
 * number or on one that he keys; or has his case number as a text message.
 */
import type { CaseNumber } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import { caseNumberTwice, end } from './endings.ts'
import { digitsOf } from './entry.ts'
import type { CallBackNoted } from './input.ts'
import type { Keys } from './keys.ts'
import { ask, silence, toTheEar, words } from './listen.ts'
import type { Prompt } from './prompt.ts'
import { aloneIn } from './run.ts'
import type { Call, Parting, Step, Talk, Wanted } from './state.ts'
import { forPerson } from './wanted.ts'

/** A telephone number has fifteen digits at most (E.164, clause 6.1), with up to four before it to dial abroad. */
const longestNumber = 19

/** Shorter ones are no telephones of people. */
const shortestNumber = 5

const mostTries = 3

/** The call ends as it would, once he knows what he may have yet, where he may have anything. */
export function orReached(talk: Talk, ending: Step, may: May): Step {
  const { state, turn } = ending
  if (state.kind !== 'over' || turn.kind !== 'end') return ending
  const caseNumber = talk.call.mayBeTexted ? caseNumberIn(turn.say) : undefined
  if (!may.mayBeCalled && caseNumber === undefined) return ending
  const { outcome } = turn
  const { keyed } = state
  const standing: Parting = {
    ...may,
    ending: { outcome, keyed },
    ...(caseNumber && { caseNumber }),
    tries: 0,
  }
  const say = turn.say.slice(0, -goodbye.length)
  return listen(talk, standing, [...say, ...offersTo(talk.call, standing)])
}

type May = Pick<Parting, 'wanted' | 'mayBeCalled'>

/** The one that he was just told; of another than his own, as where one of before is looked into, that one. */
function caseNumberIn(say: readonly Prompt[]): CaseNumber | undefined {
  const told = say.find((prompt) => prompt.kind === 'digits')
  return told?.digits as CaseNumber | undefined
}

/** He is called back. Where it may be another number than his own he hears so. */
export function isCalledBack(talk: Talk, called: Called): Step {
  const { wanted, say, elsewhere } = called
  const { keyed } = forPerson(talk.call, wanted)
  const noted: Parting = {
    wanted,
    ending: { outcome: 'callback', keyed },
    mayBeCalled: true,
    noted: 'own',
    tries: 0,
  }
  return elsewhere
    ? listen(talk, noted, [...say, words('call-back.other')])
    : part(talk, noted, say)
}

type Called = {
  readonly wanted: Wanted
  readonly elsewhere: boolean
  readonly say: readonly Prompt[]
}

/** A one for his own number, a two for a text message, or the digits of another number. */
export function answerParting(talk: Talk, standing: Parting, heard: Keys): Step {
  const { tries, mayBeCalled, caseNumber } = standing
  const digits = heard.keys.replaceAll(/\D/g, '')
  if (isForOneKey(talk, standing)) {
    if (digits === '1' && mayBeCalled) return note(talk, standing)
    if (digits === '2' && caseNumber) return sendText(talk, standing, caseNumber)
  } else if (isNumber(talk, standing, digits)) return note(talk, standing, digits)
  if (heard.keys === '' || tries + 1 >= mostTries) return part(talk, standing)
  return offerAgain(talk, { ...standing, tries: tries + 1 })
}

/** Once more. */
export function offerAgain(talk: Talk, standing: Parting): Step {
  return listen(talk, standing, [toTheEar, ...askedOf(talk.call, standing)])
}

/** Whether his case number is on its way; where it is not, he hears it once more. No second message is offered. */
export function texted(talk: Talk, standing: Parting, isSent: boolean): Step {
  const { caseNumber = talk.call.caseNumber, ...rest } = standing
  const { mayBeTexted: _, ...call } = talk.call
  const now = { ...talk, call }
  const say = isSent
    ? [toTheEar, words('text.sent')]
    : [toTheEar, words('text.not-sent'), ...caseNumberTwice({ caseNumber })]
  return rest.mayBeCalled
    ? listen(now, rest, [...say, ...offersTo(call, rest)])
    : part(now, rest, say)
}

export function notedCallBack(talk: Talk, standing: Parting, result: CallBackNoted): Step {
  const { noted, number = '', elsewhere } = result
  const { wanted } = standing
  const tries = standing.tries + 1
  switch (noted) {
    case 'own':
      return isCalledBack(talk, {
        wanted,
        elsewhere,
        say: [toTheEar, words('person.called-back')],
      })
    case 'other': {
      const { keyed } = standing.ending
      const next = {
        ...standing,
        ending: { outcome: 'callback', keyed },
        noted: 'other',
        tries,
      } as const
      const say = [toTheEar, words('call-back.number'), { kind: 'digits', digits: number } as const]
      return tries < mostTries
        ? listen(talk, next, [...say, words('call-back.wrong')])
        : part(talk, next, say)
    }
    case 'no-number': {
      const say = [toTheEar, words('call-back.no-number')]
      return tries < mostTries ? listen(talk, { ...standing, tries }, say) : part(talk, standing)
    }
    case 'refused':
      return part(talk, standing, [
        toTheEar,
        words(standing.noted ? 'call-back.own' : 'call-back.refused'),
      ])
    default:
      return unreachable(noted)
  }
}

const goodbye = [words('goodbye')]

function hasNumber({ isWithheld = false }: Call): boolean {
  return !isWithheld
}

/** The number that he keyed was said to him; his own is told once more to be the one. */
function askedOf(call: Call, standing: Parting): readonly Prompt[] {
  switch (standing.noted) {
    case undefined:
      return offersTo(call, standing)
    case 'own':
      return [words('call-back.other')]
    case 'other':
      return [words('call-back.wrong')]
    default:
      return unreachable(standing.noted)
  }
}

function offersTo(call: Call, { mayBeCalled, caseNumber }: Parting): readonly Prompt[] {
  const callBack = words(hasNumber(call) ? 'call-back.offer' : 'call-back.offer-number')
  return [...(mayBeCalled ? [callBack] : []), ...(caseNumber ? [words('text.offer')] : [])]
}

/** For one key where that is all there is to press; else for a number, which hash ends. */
function listen(talk: Talk, standing: Parting, say: readonly Prompt[]): Step {
  const isOneKey = isForOneKey(talk, standing)
  return {
    state: { ...standing, kind: 'calling-back', call: talk.call },
    turn: ask(talk.script, isOneKey ? [...say, toThink] : say, {
      answer: 'any',
      ...(isOneKey ? aloneIn(talk.script) : { atMost: longestNumber, finish: '#' }),
    }),
  }
}

/** With the patience after it eight seconds. */
const toThink = silence(4_000)

function isForOneKey({ call }: Talk, { noted }: Parting): boolean {
  return noted === undefined && hasNumber(call)
}

/** Not where it is a run of what he keyed before: it is his ID yet. */
function isNumber({ call }: Talk, { wanted }: Parting, digits: string): boolean {
  return (
    digits.length >= shortestNumber && !digitsOf(forPerson(call, wanted).keyed).includes(digits)
  )
}

function note(talk: Talk, standing: Parting, digits?: string): Step {
  const { call } = talk
  return {
    state: { ...standing, kind: 'noting', call },
    turn: {
      kind: 'call-back',
      ...(digits !== undefined && { digits }),
      ...forPerson(call, standing.wanted),
    },
  }
}

function sendText({ call }: Talk, standing: Parting, caseNumber: CaseNumber): Step {
  return {
    state: { ...standing, kind: 'texting', call },
    turn: { kind: 'text-case', caseNumber },
  }
}

function part({ call }: Talk, { ending }: Parting, say: readonly Prompt[] = []): Step {
  return end(call, [...say, ...goodbye], ending.outcome, ending.keyed)
}
