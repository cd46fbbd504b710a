import { z } from 'zod'
import { blockClass, keyClass } from '../../activation/contract/results.ts'
import type { LedgerKey } from '../../activation/ledger.ts'
import { country, productNumber } from './ids.ts'

/** A key as the books have it: which it is, never what it is. */
export const keyView = z
  .object({
    product: productNumber,
    serial: z.int().min(1),
    keyClass,
    used: z.int().min(0),
    limit: z.int().min(0),
    blocked: blockClass.nullable(),
    regions: z.array(country),
  })
  .meta({
    id: 'Key',
    description: 'How a key stands. `regions`: where it may be activated; empty: everywhere.',
  })

export function viewKey(key: LedgerKey): z.input<typeof keyView> {
  return { ...key, blocked: key.blocked ?? null, regions: [...key.regions] }
}
