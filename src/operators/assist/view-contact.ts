import type { OperatorId } from '../../base/operator.ts'
import { verdictOf } from '../../identifiers/typed-groups.ts'
import type { Operator } from '../accounts/operator.ts'
import type { ContactView, Somebody } from '../api/protocol-board.ts'
import type { Contact } from '../desk/contact.ts'
import { isSpoken } from '../desk/moves.ts'
import { canHelp } from '../desk/routing.ts'
import { typedIn } from './typed-in.ts'

export type Viewer = Pick<Operator, 'id' | 'roles' | 'languages' | 'countries'>

/** By which an operator's id becomes a name. */
export type NameOf = (operator: OperatorId) => string

/** A contact as one operator sees it on the board: nothing private is in it. Of one that is over there is none. */
export function viewContact(
  contact: Contact,
  viewer: Viewer,
  nameOf: NameOf,
): ContactView | undefined {
  const { phase } = contact
  if (phase.kind === 'over') return undefined
  const somebody = (id: OperatorId): Somebody => ({ id, name: nameOf(id) })
  const isWith = phase.kind === 'with'
  const { offeredTo } = contact
  const attempts = phase.kind === 'callback' ? phase.attempts : contact.attempts
  const mayBeHis = offeredTo === viewer.id || (offeredTo === undefined && !isWith)
  const isHis = isWith && phase.operator === viewer.id
  return {
    id: contact.id,
    version: contact.version,
    channel: contact.channel,
    caseNumber: contact.caseNumber,
    country: contact.country,
    language: contact.language,
    reason: contact.reason,
    groupsRight: groupsRight(contact),
    since: contact.since,
    isFirst: contact.isFirst,
    phase: phase.kind,
    ...(phase.kind === 'callback' && { notBefore: phase.notBefore }),
    ...(attempts !== undefined && { attempts }),
    mayBeCalled: isSpoken(contact) && contact.number !== undefined,
    ...(isWith && { operator: somebody(phase.operator), takenAt: phase.since }),
    companions: isWith ? phase.with.map(({ operator, as }) => ({ ...somebody(operator), as })) : [],
    isHere: isWith && (phase.isHere || !isSpoken(contact)),
    isCallerHere: isWith && (phase.isCallerHere === true || !isSpoken(contact)),
    isOnHold: isWith && phase.isOnHold,
    isText: !isSpoken(contact),
    ...(offeredTo !== undefined && { offeredTo: somebody(offeredTo) }),
    offeredToYou: offeredTo === viewer.id,
    canTake: mayBeHis && !isHis && canHelp(viewer, contact),
  }
}

/** Fifty consoles look at the same contacts. */
const counted = new WeakMap<Contact, number>()

function groupsRight(contact: Contact): number {
  const known = counted.get(contact)
  if (known !== undefined) return known
  const right = typedIn(contact).filter((digits, index) => verdictOf(digits, index + 1) === 'right')
  counted.set(contact, right.length)
  return right.length
}
