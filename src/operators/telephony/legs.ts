import type { OperatorEntry } from '../../activation/entry.ts'
import type { CallId, Language } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Companion, Contact, ContactId, Leg } from '../desk/contact.ts'
import { inCallOfOurs, reached } from '../desk/moves.ts'
import type { DeskStore } from '../desk/desk-store.ts'

/** What the voice channel asks of the desk, and tells it: `src/channels/legs.ts` has it in its own words. */
export type DeskLegs = {
  readonly caller: (callId: CallId) => Promise<CallerAt | undefined>
  readonly seat: (operator: OperatorId, contact: string) => Promise<Seat | undefined>
  readonly answered: (
    contact: string,
    leg: CallId,
    isThere: boolean,
  ) => Promise<CallerAt | undefined>
  readonly happened: (event: ConferenceEvent) => Promise<void>
}

export type DeskLegsDeps = {
  readonly store: Pick<DeskStore, 'find' | 'ofCall' | 'change'>
  readonly now: () => number
  readonly note: (
    refused: Extract<OperatorEntry, { readonly kind: 'seat-refused' }>,
  ) => Promise<void>
  /** Lets a caller hear that somebody comes back to him, or who is there again. It reports what fails. */
  readonly hold: (contact: Contact, isOn: boolean) => Promise<void>
}

type CallerAt = { readonly language: Language; readonly turn: number } & (
  { readonly kind: 'waits' | 'decided' } | { readonly kind: 'with'; readonly contact: string }
)

type Seat = {
  readonly language: Language
  readonly as: 'operator' | Companion['as']
  readonly coaches?: CallId
}

type ConferenceEvent = { readonly contact: string; readonly conference: string } & (
  | { readonly kind: 'began' | 'ended' }
  | { readonly kind: 'joined' | 'left'; readonly leg: CallId; readonly operator?: OperatorId }
)

/** Whose call is where, as it stands on the desk. */
export function createDeskLegs({ store, now, note, hold }: DeskLegsDeps): DeskLegs {
  /** The contact as it is then; a rule that answers the same contact changes nothing. */
  const change = async (
    id: string,
    rule: (contact: Contact) => Contact,
  ): Promise<Contact | undefined> => {
    let contact = await store.find(id as ContactId)
    for (let tries = 0; contact !== undefined && tries < mostTries; tries += 1) {
      const next = rule(contact)
      if (next === contact) return contact
      const changed = await store.change(next)
      if (changed.kind === 'changed') return changed.contact
      ;({ contact } = changed)
    }
    if (contact !== undefined) throw new Error('a contact is changed too often')
    return undefined
  }

  return {
    caller: async (callId) => {
      const contact = await store.ofCall(callId)
      return contact && callerAt(contact)
    },
    seat: async (operator, id) => {
      const contact = await store.find(id as ContactId)
      const seat = contact && seatOf(contact, operator)
      if (seat === undefined) await note({ kind: 'seat-refused', operator, contact: id, at: now() })
      return seat
    },
    answered: async (id, leg, isThere) => {
      const contact = await change(id, (found) => {
        if (found.phase.kind === 'over') return found
        const called = inCallOfOurs(found, leg)
        return isThere ? reached(called) : called
      })
      return contact?.phase.kind === 'over' ? undefined : contact && callerAt(contact)
    },
    happened: async (event) => {
      let before: Contact | undefined
      const then = await change(event.contact, (contact) => {
        before = contact
        return after(contact, event, now())
      })
      const isAlone = before && then && becameAlone(before, then)
      if (then === undefined || isAlone === undefined) return
      await hold(then, isAlone)
      // Somebody who came meanwhile may have been quicker.
      const found = isAlone ? await store.find(then.id) : undefined
      if (found !== undefined && becameAlone(then, found) === false) await hold(found, false)
    },
  }
}

/** More than there are consoles and webhooks that change one contact at once. */
const mostTries = 8

function callerAt(contact: Contact): CallerAt {
  const { language, turn, phase, came, id } = contact
  const at = { language, turn }
  if (came !== undefined) return { ...at, kind: 'decided' }
  switch (phase.kind) {
    case 'with':
      return { ...at, kind: 'with', contact: id }
    case 'waiting':
    case 'callback':
      return { ...at, kind: 'waits' }
    case 'over':
      return { ...at, kind: 'decided' }
    default:
      return unreachable(phase)
  }
}

function seatOf({ phase, language, legs = [] }: Contact, who: OperatorId): Seat | undefined {
  if (phase.kind !== 'with') return undefined
  if (phase.operator === who) return { language, as: 'operator' }
  const companion = phase.with.find(({ operator }) => operator === who)
  if (companion === undefined) return undefined
  const coached = legs.findLast((leg) => leg.operator === phase.operator && isHere(leg))
  return { language, as: companion.as, ...(coached && { coaches: coached.callId }) }
}

/** Each leg comes once and goes once: so it does not matter in which order, or how often, that is told. */
function after(contact: Contact, event: ConferenceEvent, now: number): Contact {
  if (contact.phase.kind === 'over') return contact
  switch (event.kind) {
    case 'began':
      return named(contact, event.conference)
    case 'ended': {
      if (contact.conference !== event.conference) return contact
      const { conference: _, ...rest } = contact
      return withCaller(rest, false)
    }
    case 'joined':
    case 'left': {
      const { operator, leg: callId } = event
      if (operator === undefined) return ofCaller(contact, event)
      const { legs = [] } = contact
      const known = legs.find((leg) => leg.callId === callId)
      const isNews = known === undefined || (event.kind === 'left' && isHere(known))
      if (!isNews) return contact
      const leg: Leg = { callId, operator, ...(event.kind === 'left' && { goneAt: now }) }
      const others = legs.filter((one) => one !== known)
      const at = event.kind === 'joined' ? named(contact, event.conference) : contact
      return seen({ ...at, legs: [...others, leg].slice(-mostLegs) })
    }
    default:
      return unreachable(event)
  }
}

/** The leg that is no operator's is the caller's own. He comes once, and what is told of another conference is old. */
function ofCaller(
  contact: Contact,
  { kind, conference }: Pick<ConferenceEvent, 'kind' | 'conference'>,
): Contact {
  if (kind === 'joined') return withCaller(named(contact, conference), true)
  return contact.conference === conference ? withCaller(contact, false) : contact
}

function withCaller(contact: Contact, isCallerHere: boolean): Contact {
  const { phase } = contact
  if (phase.kind !== 'with' || (phase.isCallerHere ?? false) === isCallerHere) return contact
  return { ...contact, phase: { ...phase, isCallerHere } }
}

/** Far more than operators come and go in one call. */
const mostLegs = 40

/**
 * True: nobody is left with the caller, as when an operator's page is loaded anew. False: somebody is there again.
 * Whom his operator keeps on hold stays there.
 */
function becameAlone(before: Contact, then: Contact): boolean | undefined {
  if (then.phase.kind !== 'with' || then.phase.isOnHold) return undefined
  const [wasCompany, isCompany] = [before, then].map(({ legs = [] }) => legs.some(isHere))
  if (wasCompany === isCompany) return undefined
  // He who waits for the first of them hears words already.
  return isCompany && before.legs === undefined ? undefined : wasCompany
}

function named(contact: Contact, conference: string): Contact {
  return contact.conference === conference ? contact : { ...contact, conference }
}

function seen(contact: Contact): Contact {
  const { phase, legs = [] } = contact
  if (phase.kind !== 'with') return contact
  const isOperatorHere = legs.some((leg) => leg.operator === phase.operator && isHere(leg))
  return { ...contact, phase: { ...phase, isHere: isOperatorHere } }
}

function isHere({ goneAt }: Leg): boolean {
  return goneAt === undefined
}
