import { unreachable } from '../../base/unreachable.ts'
import type { ContactReason } from '../../base/contact.ts'
import type { Question } from '../api/protocol-contact.ts'
import type { KeyFacts } from '../api/protocol-reading.ts'

/** What to ask a caller, in this order: by why he speaks with a person, and by how his key stands. Pure. */
export function questionsFor(
  reason: ContactReason,
  key: KeyFacts | undefined,
): readonly Question[] {
  const asked = bySubject[subjectOf(reason, key)]
  return asked.map((question) => `console.ask.${question}`)
}

type Subject =
  'entry' | 'blocked' | 'exhausted' | 'hardware' | 'reinstall' | 'elsewhere' | 'question'

function subjectOf(reason: ContactReason, key: KeyFacts | undefined): Subject {
  if (key?.blocked !== undefined || reason === 'blocked') return 'blocked'
  switch (reason) {
    case 'exhausted':
    case 'host-limit':
      return 'exhausted'
    case 'other-board':
    case 'too-little-hardware':
      return 'hardware'
    case 'limited':
      return 'reinstall'
    case 'network-activated':
    case 'wrong-region':
    case 'not-served-here':
    case 'retired-product':
      return 'elsewhere'
    case 'asked':
      return key === undefined ? 'question' : ofMachine(key)
    case 'entry':
    case 'silence':
    case 'unreadable':
    case 'check-digit':
    case 'out-of-range':
    case 'unknown-version':
    case 'unknown-product':
    case 'unknown-key':
    case 'forged':
      return 'entry'
    default:
      return unreachable(reason)
  }
}

/** Whether he asks about a machine that has its activation, or about one that has none. */
function ofMachine({ activations, used, limit }: KeyFacts): Subject {
  const [alike] = activations
  if (alike?.isThisMachine === true) {
    const isAsBefore = alike.components.every(({ is }) => is === 'equal' || is === 'absent')
    return isAsBefore ? 'reinstall' : 'hardware'
  }
  return used >= limit ? 'exhausted' : 'question'
}

const bySubject: Readonly<Record<Subject, readonly string[]>> = {
  entry: ['entry.screen', 'entry.groups', 'entry.again'],
  blocked: ['blocked.bought', 'blocked.proof', 'blocked.refund'],
  exhausted: ['exhausted.machines', 'exhausted.old', 'exhausted.more'],
  hardware: ['hardware.changed', 'hardware.when', 'hardware.old'],
  reinstall: ['reinstall.why', 'reinstall.same', 'reinstall.often'],
  elsewhere: ['elsewhere.where', 'elsewhere.product', 'elsewhere.network'],
  question: ['question.screen', 'question.what'],
}
