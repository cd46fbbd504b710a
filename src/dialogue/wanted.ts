import type { Refused } from '../base/activation.ts'
import type { InstallationId } from '../base/brand.ts'
import { keyedAt } from './memory.ts'
import type { Call, Offer, Wanted, Whence } from './state.ts'
import type { ForPerson } from './turn.ts'

export function forPerson(call: Call, { reason, whence }: Wanted): ForPerson {
  const refused = refusedAt(whence)
  const confirmed = answerAt(whence)
  return {
    reason,
    keyed: keyedAt(call, whence),
    ...(refused && { refused }),
    ...(confirmed && { confirmed }),
  }
}

/** The core's no upon which something else was offered. */
export function refusedBefore(made: Exclude<Offer, { kind: 'release' }>): Refused {
  return made.kind === 'extension' ? made.refused : { kind: 'refused', reason: 'network-activated' }
}

function refusedAt(whence: Whence): Refused | undefined {
  if (whence.kind === 'refusal') return whence.refused
  if (whence.kind !== 'offer' || whence.offer.kind === 'release') return undefined
  return refusedBefore(whence.offer)
}

function answerAt(whence: Whence): InstallationId | undefined {
  if (whence.kind === 'answer') return whence.answer.installationId
  return whence.kind === 'entry' ? whence.entry.answer?.installationId : undefined
}
