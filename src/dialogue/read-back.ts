import type { Confirmed } from '../base/activation.ts'
import { freshEntry } from './entry.ts'
import { ask, heldPatience, silence, toTheEar, words } from './listen.ts'
import { askedForPerson } from './person.ts'
import type { Pace, Prompt } from './prompt.ts'
import { runOf } from './run.ts'
import type { Answer, Entry, Step, Talk } from './state.ts'

const letters = 'ABCDEFGH'
const lastBlock = letters.length - 1

/** Five minutes each. */
const holds = 3

/** After so many computers the line mentions the list by web. */
const manyComputers = 3

/** A block is typed before more is said. */
const toWriteDown = silence(2_000)

/** Before the first block: what is to be said first, and that the entry was right. */
export function openGate(
  talk: Talk,
  { installationId, confirmationId }: Confirmed,
  first: readonly Prompt[] = [],
): Step {
  const answer: Answer = {
    installationId,
    blocks: confirmationId,
    block: 0,
    pace: 'normal',
    holds: 0,
    personOffered: false,
  }
  const { again: _, ...call } = talk.call
  const counted = { ...talk, call: { ...call, activated: call.activated + 1 } }
  return askAtGate(counted, answer, first)
}

export function askAtGate(talk: Talk, answer: Answer, first: readonly Prompt[]): Step {
  const prompts = [toTheEar, ...first, words('gate.ready')]
  return {
    state: { kind: 'at-gate', call: talk.call, answer },
    turn: ask(talk.script, prompts, { answer: 'any', atMost: 63, finish: '#' }),
  }
}

/**
 * Whatever was heard at the gate: hash, nothing for eight seconds, or the entry's late keys, which must not
 * skip a block or call a person.
 */
export function passGate(talk: Talk, answer: Answer): Step {
  return sayBlock(talk, answer)
}

/** A key during the read-back. None: on to the next block. */
export function steer(talk: Talk, answer: Answer, keys: string): Step {
  const at = (block: number, change: Partial<Answer> = {}, first: readonly Prompt[] = []): Step =>
    sayBlock(talk, { ...answer, ...change, block, personOffered: false }, first)
  switch (keys.at(-1)) {
    case undefined:
    case '#':
      return answer.block === lastBlock ? done(talk, answer) : at(answer.block + 1)
    case '*':
      return at(answer.block, { pace: slower(answer.pace) })
    case '1':
      return at(Math.max(0, answer.block - 1))
    case '2':
      return at(answer.block, { pace: slower(answer.pace) }, [words('read.slower')])
    case '3':
      return at(answer.block, { pace: faster(answer.pace) }, [words('read.faster')])
    case '5':
      return hold(talk, answer)
    case '9':
      return at(0)
    case '0':
      return offerPerson(talk, answer)
    default:
      return at(answer.block)
  }
}

/** The answer once more, after it was read: its last block, or all from A. */
export function readAgain(talk: Talk, answer: Answer, key: '*' | '9'): Step {
  return sayBlock(talk, { ...answer, block: key === '9' ? 0 : lastBlock })
}

/** The block where the read-back stands. */
export function sayBlock(talk: Talk, answer: Answer, first: readonly Prompt[] = []): Step {
  const block: Prompt = {
    kind: 'block',
    letter: letters.charAt(answer.block),
    digits: answer.blocks[answer.block] ?? '',
    pace: answer.pace,
  }
  const keys = answer.block === 0 && first.length === 0 ? [toWriteDown, words('read.keys')] : []
  return {
    state: { kind: 'reading-back', call: talk.call, answer },
    turn: ask(talk.script, [...first, block, ...keys], {
      answer: 'read-back',
      patienceInMs: answer.pace === 'slow' ? 7_000 : 4_000,
    }),
  }
}

/** The same turn is an entry again: no welcome, no language. */
function done(talk: Talk, answer: Answer): Step {
  const entry: Entry = { ...freshEntry(runOf(talk.script)), answer }
  const many = talk.call.activated >= manyComputers ? [words('done.many')] : []
  const prompts = [
    words('done.screen'),
    words('done.again'),
    ...many,
    words('done.next-computer'),
    silence(15_000),
  ]
  const atMost = 'atMost' in entry.listening ? entry.listening.atMost : 1
  return {
    state: { kind: 'entering', call: { ...talk.call, beginnings: [], readLong: false }, entry },
    turn: ask(talk.script, prompts, { answer: 'another', atMost }),
  }
}

/** Any key, or five silent minutes three times over: the block once more. */
export function stopHolding(talk: Talk, answer: Answer, keys: string): Step {
  return keys === '' ? hold(talk, answer) : sayBlock(talk, answer)
}

function hold(talk: Talk, answer: Answer): Step {
  if (answer.holds >= holds) return sayBlock(talk, answer)
  const prompts = [toTheEar, words('read.hold'), ...heldPatience('read.hold-still')]
  return {
    state: { kind: 'holding', call: talk.call, answer: { ...answer, holds: answer.holds + 1 } },
    turn: ask(talk.script, prompts, { answer: 'any' }),
  }
}

function offerPerson(talk: Talk, answer: Answer): Step {
  if (answer.personOffered) return askedForPerson(talk.call, { kind: 'answer', answer })
  return {
    state: { kind: 'reading-back', call: talk.call, answer: { ...answer, personOffered: true } },
    turn: ask(talk.script, [toTheEar, words('read.person')], { answer: 'read-back' }),
  }
}

function slower(pace: Pace): Pace {
  return pace === 'fast' ? 'normal' : 'slow'
}

function faster(pace: Pace): Pace {
  return pace === 'slow' ? 'normal' : 'fast'
}
