import type { KeyName, Ledger } from '../../activation/ledger.ts'
import type { KeyFacts } from '../api/protocol-reading.ts'
import { compareMachines } from './compare-machines.ts'

/** More are not looked at by anybody. */
const mostActivations = 20

/** A key as it stands, seen from the machine that calls; nothing where it is not in the books. */
export async function keyFacts(
  ledger: Pick<Ledger, 'look' | 'activationsOf' | 'history'>,
  name: KeyName,
  hardware: Uint8Array,
): Promise<KeyFacts | undefined> {
  const standing = await ledger.look(name, hardware)
  if (typeof standing === 'string') return undefined
  const { product, successor, key } = standing
  const like = { hardware, atMost: mostActivations }
  const [activations, { requested }] = await Promise.all([
    ledger.activationsOf(name, like),
    ledger.history(name, { nth: undefined, hardware, caseNumber: undefined, yearBegan: 0 }),
  ])
  return {
    product: product.number,
    productName: product.name,
    productState: product.state,
    ...(successor !== undefined && { successor }),
    serial: key.serial,
    keyClass: key.keyClass,
    used: key.used,
    limit: key.limit,
    ...(key.blocked !== undefined && { blocked: key.blocked }),
    regions: key.regions,
    ...(requested !== undefined && { requested }),
    activations: activations.map((one) => compareMachines(standing, one, hardware)),
  }
}
