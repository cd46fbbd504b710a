import { sealAll } from '../../src/activation/audit-sealer.ts'
import { createSeal } from '../../src/activation/audit-seal.ts'
import type { Difference } from '../../src/activation/audit.ts'
import type { Line } from './line.ts'

/** What the sealed audit and the tables of a line's ledger do not agree on, after everything is sealed. */
export async function differencesOf({ ledger, secrets }: Line): Promise<readonly Difference[]> {
  const seal = createSeal(secrets)
  await sealAll(ledger, seal)
  const found = await ledger.verifyAudit({
    seal,
    kept: undefined,
    now: Number.MAX_SAFE_INTEGER,
    atMost: 10,
  })
  return found.differences
}
