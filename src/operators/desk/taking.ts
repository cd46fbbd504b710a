/** How an operator comes to a caller. */
import type { OperatorId } from '../../base/operator.ts'
import { createAsking } from './asking.ts'
import type { Board } from './board.ts'
import { type CallBacks, mayRing } from './call-backs.ts'
import { type Asked, createChanges, type DeskResult, refuse } from './change-contact.ts'
import type { Contact } from './contact.ts'
import type { DeskDeps } from './desk-deps.ts'
import type { Attendance } from './desk-store.ts'
import {
  accepted,
  inCallOfOurs,
  isOf,
  isSpoken,
  isWith,
  over,
  taken,
  waitingAgain,
  withoutCaller,
} from './moves.ts'
import { canHelp, orderFor } from './routing.ts'

/** Who takes somebody, and whom he can help. */
type Taker = Asked & Pick<Attendance, 'languages' | 'countries' | 'roles'>

export type Taking = {
  /** Whoever lacks the caller's language or country, or is not the one he was handed over to, does not get him, as the board shows. */
  readonly take: (asked: Taker) => Promise<DeskResult>
  /** Takes whoever is next; nothing where nobody waits whom he can help. */
  readonly next: (operator: OperatorId) => Promise<DeskResult | undefined>
}

type TakingDeps = DeskDeps & {
  readonly board: Board
  readonly callBacks: CallBacks
  readonly setState: (operator: OperatorId, state: 'busy') => Promise<void>
}

export function createTaking(deps: TakingDeps): Taking {
  const { store, telephony, board, callBacks, setState, now } = deps
  const { change, tell } = createChanges(deps)
  const { ask, undo } = createAsking(deps)

  const lead = async (contact: Contact): Promise<'led' | 'gone'> => {
    if (contact.attempts === undefined) {
      const isThere = await telephony.move(contact.callId, 'conference', contact)
      return isThere ? 'led' : 'gone'
    }
    if (contact.number === undefined) return 'gone'
    const callId = await telephony.callBack(contact, contact.number)
    await change({ id: contact.id }, (found) => inCallOfOurs(found, callId))
    return 'led'
  }

  const take = async ({ id, operator, ...skills }: Taker): Promise<DeskResult> => {
    const at = now()
    const contacts = await board.look()
    if (contacts.some((one) => one.id !== id && isOnTelephoneWith(one, operator)))
      return refuse('busy')
    const result = await change({ id }, (contact) => {
      if (!isOf(contact, operator) && !canHelp(skills, contact)) return 'other-skills'
      if (!isWith(contact)) {
        if ((contact.offeredTo ?? operator) !== operator) return 'not-yours'
        if (contact.phase.kind === 'callback' && !mayRing(contact, at)) return 'not-now'
        return taken(contact, operator, at)
      }
      if (contact.phase.operator === operator) return contact
      return contact.offeredTo === operator ? accepted(contact, operator, at) : 'taken'
    })
    if (result.kind === 'refused' || result.before === result.contact) return result
    const { contact, before = contact } = result
    if (isWith(before)) {
      tell(before, contact)
      await setState(operator, 'busy')
      return { kind: 'done', contact }
    }
    const isAgain = (contact.attempts ?? 1) > 1
    if (
      isAgain &&
      contact.number !== undefined &&
      (await callBacks.refuses(contact, contact.number)) !== undefined
    ) {
      const failed = await change({ id }, (found) =>
        over(found, 'callback-failed', { at, by: operator }),
      )
      if (failed.kind === 'done') tell(before, failed.contact)
      return refuse('not-now')
    }
    const led = isSpoken(contact) ? await ask(contact, () => lead(contact)) : 'led'
    // Nobody who asked for it goes without: he waits on, before all others.
    if (led === 'unable')
      return undo(before.phase.kind === 'callback' ? before : waitingAgain(before), contact)
    if (led === 'gone') {
      const left = await change({ id }, (found) => withoutCaller(found, at))
      if (left.kind === 'done') tell(before, left.contact)
      return refuse('gone')
    }
    await setState(operator, 'busy')
    return { kind: 'done', contact }
  }

  const next: Taking['next'] = async (operator) => {
    const at = now()
    const own = (await store.attending(at)).find((one) => one.operator === operator)
    if (own === undefined) return undefined
    for (const { id } of orderFor(own, await board.look(), at)) {
      const result = await take({ ...own, id })
      if (result.kind === 'done' || !passing.has(result.reason)) return result
    }
    return undefined
  }

  return { take, next }
}

/** After which whoever is next may still be taken. */
const passing: ReadonlySet<string> = new Set(['taken', 'gone', 'not-yours', 'stale', 'not-now'])

function isOnTelephoneWith(contact: Contact, operator: OperatorId): boolean {
  return isSpoken(contact) && isOf(contact, operator)
}
