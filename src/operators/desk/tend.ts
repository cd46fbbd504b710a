/** What time brings about at the desk. Each is a change of the version that was seen, so of all processes one does it. */
import type { OperatorId } from '../../base/operator.ts'
import type { Board } from './board.ts'
import type { CallBacks } from './call-backs.ts'
import type { Changing } from './change-contact.ts'
import { calledBackWithinMs, type Contact, type ContactId } from './contact.ts'
import type { DeskDeps } from './desk-deps.ts'
import {
  isSpoken,
  isWith,
  over,
  waitingAgain,
  withoutCaller,
  withoutCompanion,
  type WithOperator,
} from './moves.ts'
import { isOpen } from './routing.ts'

/** Twilio ends a call after so long. */
const longestCallInMs = 4 * 60 * 60 * 1000

/** So long nobody may be there before those who wait are told: a page that is loaded anew takes a moment. */
const patienceInMs = 60_000

/**
 * Whose call asks for nothing so long is gone, and its end was not told: it asks every half minute, on a relay number every
 * minute, and Twilio tries each time for some ten seconds.
 */
const unheardForMs = 2 * 60 * 1000

/** So long the telephone of an operator may be away: one that is loaded anew, or dialled again, is back by then. */
const legAwayInMs = 30_000

type TendingDeps = DeskDeps & {
  readonly board: Board
  readonly callBacks: CallBacks
  readonly settle: Changing
  readonly setState: (operator: OperatorId, state: 'after-call') => Promise<void>
}

export function createTending(deps: TendingDeps): () => Promise<void> {
  const { store, telephony, board, callBacks, now, report, setState, settle } = deps
  const aloneSince = new Map<ContactId, number>()
  /** As far as this process has seen: who has just come from an operator asks for nothing yet. */
  const waitsSince = new Map<ContactId, number>()

  /** Nothing is asked of the store before somebody has waited here as long. */
  const unheard = async (
    contacts: readonly Contact[],
    at: number,
  ): Promise<ReadonlySet<ContactId>> => {
    const waiting = new Set(
      contacts.filter(({ phase }) => phase.kind === 'waiting').map(({ id }) => id),
    )
    for (const id of waitsSince.keys()) if (!waiting.has(id)) waitsSince.delete(id)
    for (const id of waiting) waitsSince.set(id, waitsSince.get(id) ?? at)
    const hasWaited = (id: ContactId): boolean => at - (waitsSince.get(id) ?? at) >= unheardForMs
    if (![...waiting].some(hasWaited)) return new Set()
    return new Set((await store.unheard(at - unheardForMs)).filter(hasWaited))
  }

  /** False: another process was faster. */
  const moved = async (next: Contact, to: 'again' | 'back'): Promise<boolean> => {
    const changed = await settle(next, () => next)
    if (changed.kind === 'refused') return false
    const { contact } = changed
    if (!isSpoken(contact)) return true
    const isThere = await telephony.move(contact.callId, to, contact)
    if (!isThere && contact.phase.kind !== 'over')
      await settle(contact, (found) => over(found, 'left', { at: now() }))
    return true
  }

  const see = async (contact: Contact, present: Present): Promise<void> => {
    const { at, attending, isThere, helps, isGone } = present
    if (isWith(contact)) {
      const { operator } = contact.phase
      if (isThere(operator) && !hasDropped(contact, at)) {
        const gone = contact.phase.with.find((one) => !isThere(one.operator))
        if (gone) await settle(contact, () => withoutCompanion(contact, gone.operator))
        return
      }
      if (await moved(waitingAgain(contact), 'again')) await setState(operator, 'after-call')
      return
    }
    const { phase, offeredTo, since } = contact
    if (isGone(contact.id)) {
      await settle(contact, (found) => withoutCaller(found, at))
      return
    }
    const longest = phase.kind === 'callback' ? calledBackWithinMs : longestCallInMs
    if (at - since >= longest) {
      const how = phase.kind === 'callback' ? 'callback-failed' : 'left'
      await settle(contact, (found) => over(found, how, { at }))
    } else if (offeredTo !== undefined && !helps(offeredTo)) {
      // He came for that one, who is gone or away: whoever can help has him now.
      const { offeredTo: _, ...rest } = contact
      await settle(contact, () => rest)
    } else if (phase.kind === 'waiting' && !isOpen(attending, contact)) {
      const alone = aloneSince.get(contact.id) ?? at
      aloneSince.set(contact.id, alone)
      if (at - alone < patienceInMs) return
      const mayBeCalled = await callBacks.areOffered(contact)
      const came = { kind: 'nobody', ...(mayBeCalled && { mayBeCalled }) } as const
      await moved({ ...over(contact, 'returned', { at }), came }, 'back')
    } else aloneSince.delete(contact.id)
  }

  return async () => {
    try {
      const at = now()
      const attending = await store.attending(at)
      const stateOf = new Map(attending.map(({ operator, state }) => [operator, state]))
      const contacts = await board.look()
      const ids = new Set(contacts.map(({ id }) => id))
      for (const id of aloneSince.keys()) if (!ids.has(id)) aloneSince.delete(id)
      const gone = await unheard(contacts, at)
      const present: Present = {
        at,
        attending,
        isThere: (one) => stateOf.has(one),
        helps: (one) => (stateOf.get(one) ?? 'away') !== 'away',
        isGone: (one) => gone.has(one),
      }
      for (const contact of contacts) {
        const { callId } = contact
        await see(contact, present).catch((error: unknown) => report(error, { callId }))
      }
      await store.forget(at)
    } catch (error) {
      // Nor could be noted meanwhile who was heard of.
      waitsSince.clear()
      report(error, {})
    }
  }
}

/** Of a telephone that has never been heard of nothing is known: it may be there, and only nobody told. */
function hasDropped({ phase, legs = [] }: WithOperator, at: number): boolean {
  const { operator, since, isHere } = phase
  const { goneAt } = legs.findLast((leg) => leg.operator === operator) ?? {}
  return !isHere && goneAt !== undefined && goneAt >= since && at - goneAt >= legAwayInMs
}

type Present = {
  readonly at: number
  readonly attending: Parameters<typeof isOpen>[0]
  readonly isThere: (operator: OperatorId) => boolean
  /** He is there, and not away. */
  readonly helps: (operator: OperatorId) => boolean
  readonly isGone: (contact: ContactId) => boolean
}
