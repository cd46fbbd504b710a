import type { Ledger } from '../../activation/ledger.ts'
import type { OperatorId, Role } from '../../base/operator.ts'
import type { AccountStore } from '../accounts/account-store.ts'
import type { Somebody } from '../api/protocol-board.ts'
import type { OverrideView } from '../api/protocol-overrides.ts'
import type { Override } from './override.ts'

export type ShowOverridesDeps = {
  readonly accounts: Pick<AccountStore, 'find'>
  readonly ledger: Pick<Ledger, 'products' | 'key'>
}

type Viewer = { readonly id: OperatorId; readonly roles: readonly Role[] }

/** Overrides as one operator sees them: who asked, for which key, and whether it is his to decide. */
export async function showOverrides(
  { accounts, ledger }: ShowOverridesDeps,
  overrides: readonly Override[],
  viewer: Viewer,
): Promise<readonly OverrideView[]> {
  const products = new Map((await ledger.products()).map(({ number, name }) => [number, name]))
  const somebody = async (id: OperatorId): Promise<Somebody> => ({
    id,
    name: (await accounts.find(id))?.operator.name ?? '',
  })
  return Promise.all(
    overrides.map(async (override) => {
      const { product, needsSecond, decided, by, ...rest } = override
      const key = await ledger.key(override)
      const isDone = !needsSecond || decided?.isApproved === true
      return {
        ...rest,
        productName: products.get(product) ?? '',
        keyClass: key?.keyClass ?? 'retail',
        by: await somebody(by),
        state: isDone ? 'done' : decided === undefined ? 'waiting' : 'declined',
        ...(decided && { decidedBy: await somebody(decided.by), decidedAt: decided.at }),
        isForYou:
          needsSecond &&
          decided === undefined &&
          by !== viewer.id &&
          viewer.roles.includes('supervisor'),
      }
    }),
  )
}
