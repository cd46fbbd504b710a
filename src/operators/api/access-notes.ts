import type { OperatorId } from '../../base/operator.ts'
import type { AccountStore } from '../accounts/account-store.ts'
import type { Contact } from '../desk/contact.ts'

/** Who looks at a card looks at it again at every change of it: he is noted once in a quarter of an hour. */
const notedEveryMs = 15 * 60_000

/** Writes into the audit who looked at which case. */
export function createAccessNotes(
  accounts: Pick<AccountStore, 'note'>,
  now: () => number,
): (operator: OperatorId, contact: Contact) => Promise<void> {
  const noted = new Map<string, number>()
  return async (operator, { id, caseNumber }) => {
    const at = now()
    const name = `${operator} ${id}`
    if (at - (noted.get(name) ?? -Infinity) < notedEveryMs) return
    for (const [old, then] of noted) if (at - then >= notedEveryMs) noted.delete(old)
    await accounts.note({ kind: 'looked-up', operator, what: 'case', caseNumber, found: 1, at })
    noted.set(name, at)
  }
}
