import type { OperatorId } from '../../base/operator.ts'
import type { Contact, ContactId } from '../desk/contact.ts'
import type { DeskStore } from '../desk/desk-store.ts'

export type NotOwn = 'gone' | 'not-yours' | 'stale'

export type OwnChange =
  | { readonly kind: 'done'; readonly contact: Contact }
  | { readonly kind: 'refused'; readonly reason: NotOwn; readonly there?: Contact }

export type OwnAsked = {
  readonly id: ContactId
  readonly operator: OperatorId
  /** With it only while that one is there: an edit overwrites nothing that its author has not seen. */
  readonly version?: number
}

/** Changes what an operator knows of his own caller; again where the call itself changed meanwhile. */
export async function changeOwn(
  store: Pick<DeskStore, 'find' | 'change'>,
  asked: OwnAsked,
  change: (contact: Contact) => Contact,
): Promise<OwnChange> {
  let found = await store.find(asked.id)
  for (let tries = 0; tries < mostTries; tries += 1) {
    const refusal = refusesOwn(found, asked)
    if (refusal !== undefined) return refusal
    if (found === undefined) break
    const changed = await store.change(change(found))
    if (changed.kind === 'changed') return { kind: 'done', contact: changed.contact }
    found = changed.contact
  }
  return { kind: 'refused', reason: 'stale', ...(found && { there: found }) }
}

function refusesOwn(
  found: Contact | undefined,
  { operator, version }: OwnAsked,
): OwnChange | undefined {
  if (found === undefined || found.phase.kind === 'over') return { kind: 'refused', reason: 'gone' }
  if (found.phase.kind !== 'with' || found.phase.operator !== operator)
    return { kind: 'refused', reason: 'not-yours', there: found }
  return version === undefined || version === found.version
    ? undefined
    : { kind: 'refused', reason: 'stale', there: found }
}

/** More than there are webhooks that change one contact at once. */
const mostTries = 8
