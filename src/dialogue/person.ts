import type { Refused } from '../base/activation.ts'
import type { CaseNumber } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import { caseNumberTwice, endRefused, endWithoutPerson, refusal } from './endings.ts'
import { toTheEar, words } from './listen.ts'
import { keyedAt } from './memory.ts'
import type { Prompt } from './prompt.ts'
import type { Call, Entry, Offer, Sought, State, Step, Talk, Whence } from './state.ts'

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
  { refused, say = [], caseNumber = call.caseNumber }: Told,
): Step {
  return seek(call, {
    reason: refused.reason,
    whence: { kind: 'refusal', entry, refused },
    say,
    alone: caseNumberTwice({ caseNumber }),
  })
}

/** He may wait; or nobody is there, and the call ends. */
export function sought(
  { call }: Talk,
  { sought: { reason, whence, say, alone } }: Seeking,
  { found, at }: { readonly found: 'waits' | 'nobody'; readonly at: number },
): Step {
  if (found === 'nobody') return endAlone(call, whence, [...say, ...alone])
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
export function nobodyCame({ call }: Talk, whence: Whence): Step {
  return endAlone(call, whence, aloneAt(call, whence))
}

const notHere = [words('person.not-here')]

function seek(call: Call, wanted: Sought): Step {
  const { reason, whence } = wanted
  const refused = refusedAt(whence)
  const confirmed = answerAt(whence)?.installationId
  return {
    state: { kind: 'seeking', call, sought: wanted },
    turn: {
      kind: 'seek-person',
      reason,
      keyed: keyedAt(call, whence),
      ...(refused && { refused }),
      ...(confirmed && { confirmed }),
    },
  }
}

function aloneAt(call: Call, { kind }: Whence): readonly Prompt[] {
  return kind === 'refusal' ? caseNumberTwice(call) : notHere
}

function endAlone(call: Call, whence: Whence, say: readonly Prompt[]): Step {
  switch (whence.kind) {
    case 'entry':
      return endWithoutPerson(call, whence.entry, say)
    case 'offer':
    case 'answer':
      return endWithoutPerson(call, undefined, say)
    case 'refusal':
      return endRefused(call, say)
    default:
      return unreachable(whence)
  }
}

function refusedAt(whence: Whence): Refused | undefined {
  if (whence.kind === 'refusal') return whence.refused
  if (whence.kind !== 'offer' || whence.offer.kind === 'release') return undefined
  return refusedBefore(whence.offer)
}

function answerAt(whence: Whence): Entry['answer'] {
  if (whence.kind === 'answer') return whence.answer
  return whence.kind === 'entry' ? whence.entry.answer : undefined
}

/** The core's no upon which something else was offered. */
export function refusedBefore(made: Exclude<Offer, { kind: 'release' }>): Refused {
  return made.kind === 'extension' ? made.refused : { kind: 'refused', reason: 'network-activated' }
}
