import { unreachable } from '../base/unreachable.ts'
import { askAgain, type Resumed } from './ask-again.ts'
import { isCalledBack } from './parting.ts'
import { goOnFrom, restart } from './entering.ts'
import { caseNumberTwice, end } from './endings.ts'
import type { Came } from './input.ts'
import { toTheEar, words } from './listen.ts'
import { caseOfRefusal, nobodyCame } from './person.ts'
import { openGate } from './read-back.ts'
import { listenForNext } from './next.ts'
import type { Script } from './script.ts'
import type { State, Step, Talk } from './state.ts'
import { type Answered, callFrom, firstEntry } from './welcome.ts'

type WithPerson = Extract<State, { kind: 'with-person' }>

/** How it went with a person, and where the caller goes on. */
export function cameBack({ script, call: before }: Talk, state: WithPerson, came: Came): Step {
  const call = isHelp(came) ? { ...before, isHelped: true as const } : before
  const talk = { script, call }
  switch (came.kind) {
    case 'returned':
      if (came.confirmed !== undefined) return openGate(talk, came.confirmed, [back])
      return came.keyed === undefined || came.keyed.length === 0
        ? whereHeWas(talk, state)
        : afterBack(goOnFrom(talk, came.keyed))
    case 'back':
      return whereHeWas(talk, state)
    case 'callback': {
      const say = [toTheEar, words('person.called-back'), ...caseNumberTwice(call)]
      return isCalledBack(talk, { wanted: state, elsewhere: came.elsewhere ?? false, say })
    }
    case 'helped':
      return end(call, [toTheEar, words('goodbye')], came.confirmed ? 'activated' : 'helped')
    case 'nobody':
      return nobodyCame(talk, state, came.mayBeCalled ?? false)
    default:
      return unreachable(came)
  }
}

/** The same of whom a person had called: with the automatic line he has not spoken on this call. */
export function cameBackAtFirst(script: Script, input: Answered, came: Came): Step {
  const call = { ...callFrom(script, input), heardKey: true }
  const talk = { script, call }
  const whence = { kind: 'entry', entry: firstEntry(talk) } as const
  const since = input.at
  return cameBack(talk, { kind: 'with-person', call, reason: 'asked', whence, since }, came)
}

/** A person has spoken with him, and did what there was to be done. */
export function isHelp({ kind }: Came): boolean {
  return kind === 'returned' || kind === 'helped'
}

const back = words('person.back')

/** Asked again what he was asked; where that had come to nothing, from group one; after a no, for another ID. */
function whereHeWas(talk: Talk, { reason, whence }: WithPerson): Step {
  switch (whence.kind) {
    case 'entry': {
      const { entry } = whence
      if (reason === 'entry') return restart(talk, entry, [toTheEar, back])
      const rested = { ...entry, silences: 0, holds: 0, zero: 'never' } as const
      return again(talk, { kind: 'entering', call: talk.call, entry: rested })
    }
    case 'offer':
      return again(talk, { ...whence, kind: 'offering', call: talk.call })
    case 'answer': {
      const answer = { ...whence.answer, personOffered: false }
      return again(talk, { kind: 'reading-back', call: talk.call, answer })
    }
    case 'refusal': {
      const say = [back, ...caseOfRefusal(talk.call, whence), words('person.hours')]
      return listenForNext(talk, whence.entry, say)
    }
    default:
      return unreachable(whence)
  }
}

function again(talk: Talk, state: Resumed): Step {
  return afterBack(askAgain(talk, state))
}

/** Where the line speaks, it says first that he speaks with it again. */
function afterBack({ state, turn }: Step): Step {
  if (turn.kind !== 'ask') return { state, turn }
  return { state, turn: { ...turn, say: [toTheEar, back, ...turn.say] } }
}
