/** Nobody is there, or he would not wait: he is called back, on his own number or on one that he keys. */
import { unreachable } from '../base/unreachable.ts'
import { end } from './endings.ts'
import type { CallBackNoted } from './input.ts'
import type { Keys } from './keys.ts'
import { ask, silence, toTheEar, words } from './listen.ts'
import type { Prompt } from './prompt.ts'
import { aloneIn } from './run.ts'
import type { Call, CallingBack, Step, Talk, Wanted } from './state.ts'
import { forPerson } from './wanted.ts'

/** A telephone number has fifteen digits at most (E.164, clause 6.1), with up to four before it to dial abroad. */
const longestNumber = 19

/** Shorter ones are no telephones of people. */
const shortestNumber = 5

const mostTries = 3

/** The call ends as it would, once he knows that he may be called back, and how. */
export function orCalledBack(talk: Talk, wanted: Wanted, ending: Step): Step {
  const { state, turn } = ending
  if (state.kind !== 'over' || turn.kind !== 'end') return ending
  const { outcome } = turn
  const { keyed } = state
  const say = turn.say.slice(0, -goodbye.length)
  const offered = { wanted, ending: { outcome, keyed }, isNoted: false, tries: 0 }
  return listen(talk, offered, [...say, offerTo(talk.call)])
}

/** He is called back. Where it may be another number than his own he hears so. */
export function isCalledBack(talk: Talk, called: Called): Step {
  const { wanted, say, elsewhere } = called
  const { keyed } = forPerson(talk.call, wanted)
  const noted = { wanted, ending: { outcome: 'callback', keyed }, isNoted: true, tries: 0 } as const
  return elsewhere
    ? listen(talk, noted, [...say, words('call-back.other')])
    : part(talk, noted, say)
}

type Called = {
  readonly wanted: Wanted
  readonly elsewhere: boolean
  readonly say: readonly Prompt[]
}

/** A one for his own number, or the digits of another. */
export function answerCallBack(talk: Talk, standing: CallingBack, heard: Keys): Step {
  const { tries } = standing
  const digits = heard.keys.replaceAll(/\D/g, '')
  if (isForOneKey(talk, standing) && digits === '1') return note(talk, standing)
  if (!isForOneKey(talk, standing) && digits.length >= shortestNumber)
    return note(talk, standing, digits)
  if (heard.keys === '' || tries + 1 >= mostTries) return part(talk, standing)
  return askToCallBack(talk, { ...standing, tries: tries + 1 })
}

/** Once more. */
export function askToCallBack(talk: Talk, standing: CallingBack): Step {
  const again = standing.isNoted ? words('call-back.other') : offerTo(talk.call)
  return listen(talk, standing, [toTheEar, again])
}

export function notedCallBack(talk: Talk, standing: CallingBack, result: CallBackNoted): Step {
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
        isNoted: true,
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
        words(standing.isNoted ? 'call-back.own' : 'call-back.refused'),
      ])
    default:
      return unreachable(noted)
  }
}

const goodbye = [words('goodbye')]

function hasNumber({ isWithheld = false }: Call): boolean {
  return !isWithheld
}

function offerTo(call: Call): Prompt {
  return words(hasNumber(call) ? 'call-back.offer' : 'call-back.offer-number')
}

/** For one key where that is all there is to press; else for a number, which hash ends. */
function listen(talk: Talk, standing: CallingBack, say: readonly Prompt[]): Step {
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

function isForOneKey({ call }: Talk, { isNoted }: CallingBack): boolean {
  return !isNoted && hasNumber(call)
}

function note(talk: Talk, standing: CallingBack, digits?: string): Step {
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

function part({ call }: Talk, { ending }: CallingBack, say: readonly Prompt[] = []): Step {
  return end(call, [...say, ...goodbye], ending.outcome, ending.keyed)
}
