import type { Refused } from '../base/activation.ts'
import type { CaseNumber } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import { caseNumberTwice, endRefused, endWithoutPerson, refusal } from './endings.ts'
import { toTheEar, words } from './listen.ts'
import type { Found } from './input.ts'
import { listenForNext } from './next.ts'
import { orReached } from './parting.ts'
import type { Prompt } from './prompt.ts'
import type { Call, Entry, Sought, State, Step, Talk, Wanted, Whence } from './state.ts'
import { forPerson } from './wanted.ts'

type Seeking = Extract<State, { kind: 'seeking' }>
type WithPerson = Extract<State, { kind: 'with-person' }>

/** He asks for a person. */
export function askedForPerson(call: Call, whence: Whence): Step {
  return seek(call, { reason: 'asked', whence, say: [], alone: notHere })
}

/** What he keyed comes to nothing; `say`: what is said of that. */
export function noEntry(call: Call, entry: Entry, say: readonly Prompt[]): Step {
  return seek(call, { reason: 'entry', whence: { kind: 'entry', entry }, say, alone: [] })
}

/** No key comes; `alone`: what is said of that where nobody is there. */
export function noKeys(call: Call, entry: Entry, alone: readonly Prompt[] = []): Step {
  return seek(call, { reason: 'silence', whence: { kind: 'entry', entry }, say: [], alone })
}

/** The core said no: what happened, what to do, and somebody who can look at it. */
export function refuse(
  { call }: Pick<Talk, 'call'>,
  entry: Entry,
  refused: Refused,
  more: readonly Prompt[] = [],
): Step {
  return afterRefusal(call, entry, { refused, say: [...refusal(refused), ...more] })
}

type Told = {
  readonly refused: Refused
  readonly say?: readonly Prompt[]
  /** In which it is looked into, where that is another one. */
  readonly caseNumber?: CaseNumber
}

/** The same, where the core's no was said before. */
export function afterRefusal(
  call: Call,
  entry: Entry,
  { refused, say = [], caseNumber }: Told,
): Step {
  const whence = { kind: 'refusal', entry, refused, ...(caseNumber && { caseNumber }) } as const
  return seek(call, { reason: refused.reason, whence, say, alone: aloneAt(call, whence) })
}

/** An activation is not given back: why, and somebody who can look at it; without him another ID may be keyed. */
export function refuseRelease(call: Call, entry: Entry, refused: Refused): Step {
  const why = refusal(refused)
  return seek(call, {
    reason: refused.reason,
    whence: { kind: 'refusal', entry, refused, isRelease: true },
    say: refused.reason === 'limited' ? why : [words('release.refused'), ...why],
    alone: caseNumberTwice(call),
  })
}

/** He may wait; or nobody is there, and the call ends, unless he would be called back. */
export function sought(
  talk: Talk,
  { sought: { reason, whence, say, alone } }: Seeking,
  { found, at }: { readonly found: Found; readonly at: number },
): Step {
  const { call } = talk
  if (found !== 'waits') {
    const ending = endAlone(talk, whence, [...say, ...alone])
    return orReached(talk, ending, { wanted: { reason, whence }, mayBeCalled: found === 'later' })
  }
  const last = words(whence.kind === 'refusal' ? 'person.look-at-it' : 'person.connecting')
  return {
    state: { kind: 'with-person', call, reason, whence, since: at },
    turn: { kind: 'transfer', say: [toTheEar, ...say, last] },
  }
}

/** He still waits, and is to be told so once more. */
export function seekAgain({ call }: Talk, { reason, whence }: WithPerson): Step {
  return seek(call, { reason, whence, say: [], alone: aloneAt(call, whence) })
}

/** He has waited, and nobody came. */
export function nobodyCame(talk: Talk, wanted: Wanted, mayBeCalled: boolean): Step {
  const { whence } = wanted
  const ending = endAlone(talk, whence, aloneAt(talk.call, whence))
  return orReached(talk, ending, { wanted, mayBeCalled })
}

/** The case in which it is looked into: this call's own, or the one in which he asked before. */
export function caseOfRefusal(
  call: Call,
  { caseNumber = call.caseNumber }: Extract<Whence, { kind: 'refusal' }>,
): readonly Prompt[] {
  return caseNumberTwice({ caseNumber })
}

const notHere = [words('person.not-here')]

function seek(call: Call, wanted: Sought): Step {
  return {
    state: { kind: 'seeking', call, sought: wanted },
    turn: { kind: 'seek-person', ...forPerson(call, wanted) },
  }
}

function aloneAt(call: Call, whence: Whence): readonly Prompt[] {
  return whence.kind === 'refusal' ? caseOfRefusal(call, whence) : notHere
}

function endAlone(talk: Talk, whence: Whence, say: readonly Prompt[]): Step {
  const { call } = talk
  switch (whence.kind) {
    case 'entry':
      return endWithoutPerson(call, whence.entry, say)
    case 'offer':
    case 'answer':
      return endWithoutPerson(call, undefined, say)
    case 'refusal':
      return whence.isRelease
        ? listenForNext(talk, whence.entry, [...say, words('person.hours')])
        : endRefused(call, say)
    default:
      return unreachable(whence)
  }
}
