/** What may become of a contact: pure. Each answers the contact as it is then. */
import type { CallId } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { Companion, Contact, Phase } from './contact.ts'

export type WithOperator = Contact & { readonly phase: Extract<Phase, { readonly kind: 'with' }> }

export type Ended = Extract<Phase, { readonly kind: 'over' }>['how']

export function isWith(contact: Contact): contact is WithOperator {
  return contact.phase.kind === 'with'
}

/** People speak in it, so that a call has to be led. */
export function isSpoken({ channel }: Pick<Contact, 'channel'>): boolean {
  return channel === 'voice'
}

export function isOf(contact: Contact, operator: OperatorId): contact is WithOperator {
  return isWith(contact) && contact.phase.operator === operator
}

export function taken(contact: Contact, operator: OperatorId, at: number): WithOperator {
  const { came: _, offeredTo: __, conference: ___, ...rest } = contact
  const { phase } = contact
  return {
    ...rest,
    phase: { kind: 'with', operator, since: at, isOnHold: false, isHere: false, with: [] },
    taken: contact.taken + 1,
    ...(phase.kind === 'callback' && { attempts: phase.attempts + 1 }),
  }
}

/** His operator offers him to a colleague, or to nobody any more. */
export function offered(contact: Contact, to?: OperatorId): Contact {
  const { offeredTo: _, ...rest } = contact
  return to === undefined ? rest : { ...rest, offeredTo: to }
}

/** A colleague takes whom he was offered; whoever offered stays in the call until he leaves it. */
export function accepted(contact: WithOperator, operator: OperatorId, at: number): WithOperator {
  const { offeredTo: _, phase, ...rest } = contact
  const others = phase.with.filter((one) => one.operator !== operator)
  const before = { operator: phase.operator, as: 'colleague' } as const
  const isHere = contact.legs?.some((leg) => leg.operator === operator && leg.goneAt === undefined)
  return {
    ...rest,
    phase: {
      ...phase,
      operator,
      since: at,
      isHere: isHere ?? false,
      with: [...others, before],
    },
    taken: contact.taken + 1,
  }
}

/** Somebody comes in beside the operator, or as another than he was. */
export function withCompanion(contact: WithOperator, companion: Companion): WithOperator {
  const { phase } = withoutCompanion(contact, companion.operator)
  return { ...contact, phase: { ...phase, with: [...phase.with, companion] } }
}

/** Somebody who was beside the operator is there no more. */
export function withoutCompanion(contact: WithOperator, operator: OperatorId): WithOperator {
  const { phase } = contact
  return {
    ...contact,
    phase: { ...phase, with: phase.with.filter((one) => one.operator !== operator) },
  }
}

/** He waits on before all others, with what was noted. */
export function waitingAgain(contact: Contact, offeredTo?: OperatorId): Contact {
  const { came: _, offeredTo: __, conference: ___, attempts: ____, ...rest } = contact
  return { ...rest, phase: { kind: 'waiting' }, isFirst: true, ...(offeredTo && { offeredTo }) }
}

export function over(contact: Contact, how: Ended, { at, by }: Done): Contact {
  return { ...contact, phase: { kind: 'over', how, at, ...(by && { by }) } }
}

type Done = { readonly at: number; readonly by?: OperatorId }

/** He keeps his place, and is called back. */
export function toBeCalled(contact: Contact, notBefore: number): Contact {
  const { attempts = 0, offeredTo: _, conference: __, ...rest } = contact
  return { ...rest, phase: { kind: 'callback', attempts, notBefore }, came: { kind: 'callback' } }
}

export const mostAttempts = 3

const nextAttemptInMs = 15 * 60 * 1000

/** A telephone rings for a minute at most: whoever is gone by then did not answer. */
const ringsForMs = 60_000

/** His call is over: he is gone, unless he is to be called back, or did not answer when he was called. */
export function withoutCaller(contact: Contact, at: number): Contact {
  const { phase, attempts } = contact
  if (phase.kind === 'callback' || phase.kind === 'over') return contact
  const isUnanswered =
    phase.kind === 'with' && attempts !== undefined && at - phase.since < ringsForMs
  return isUnanswered
    ? unanswered(contact, at)
    : over(contact, hasAnswer(contact) ? 'activated' : 'left', { at })
}

/** The line has called him: with the automatic line he has not spoken on this call. */
export function inCallOfOurs(contact: Contact, callId: CallId): Contact {
  return contact.callId === callId ? contact : { ...contact, callId, turn: 0 }
}

/** He himself has answered: no call in vain any more. */
export function reached(contact: Contact): Contact {
  if (contact.attempts === undefined) return contact
  const { attempts: _, ...rest } = contact
  return rest
}

/** Whoever hangs up with the answer that the operator has just read to him has what he called for. */
function hasAnswer({ phase, isActivated }: Contact): boolean {
  return phase.kind === 'with' && isActivated === true
}

export function unanswered(contact: Contact, at: number): Contact {
  return (contact.attempts ?? 0) < mostAttempts
    ? toBeCalled(contact, at + nextAttemptInMs)
    : over(contact, 'callback-failed', { at })
}
