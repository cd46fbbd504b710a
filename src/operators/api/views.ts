import type { OperatorId } from '../../base/operator.ts'
import type { AccountStore } from '../accounts/account-store.ts'

/** Everybody's name, by which an id becomes somebody. */
export async function namesOf(
  accounts: Pick<AccountStore, 'list'>,
): Promise<ReadonlyMap<OperatorId, string>> {
  const all = await accounts.list()
  return new Map(all.map(({ operator }) => [operator.id, operator.name]))
}
