/** What the books hold beside the keys that every whole line has. */
import { addProduct, mintKeys, type Administration } from '../../src/activation/mint-keys.ts'
import { defaultPolicies } from '../../src/activation/policy.ts'
import type { Country } from '../../src/base/brand.ts'
import { keys, product } from '../support/whole-line.ts'

/** The first serials of the classes of which the product has keys as well. */
export const otherKeys = {
  'kms-client': 1_001,
  'kms-host': 1_101,
  oem: 1_201,
  retail: 1_301,
  elsewhere: 1_401,
}
const count = 100

/**
 * One whose keys may not leave their first machine, one that is sold no more, and what it leads to, one with
 * emergencies while a request for more waits, one that every genuine key activates to its last day.
 */
export const otherProducts = {
  strict: 43,
  retired: 44,
  successor: 45,
  lenient: 46,
  sunset: 47,
  neverSold: 4_000,
}

const limits = { 'kms-client': 0, 'kms-host': 6, oem: 1, retail: 1 } as const

/** Mints them, in the order of their serials. */
export async function stock(administration: Administration): Promise<void> {
  const { ledger, by, now } = administration
  for (const keyClass of ['kms-client', 'kms-host', 'oem', 'retail'] as const) {
    await mintKeys(administration, { product, keyClass, limit: limits[keyClass], count })
  }
  const regions = ['US' as Country]
  await mintKeys(administration, { product, keyClass: 'retail', limit: 1, regions, count })
  const { strict, retired, successor, lenient, sunset } = otherProducts
  for (const number of [strict, retired, successor, sunset]) {
    await addProduct(administration, { number, name: `Example Office ${number - 40}` })
    await mintKeys(administration, { product: number, keyClass: 'retail', limit: 1, count })
  }
  const policy = { ...defaultPolicies.retail, newMachinesPerYear: 0 }
  await ledger.setPolicy(strict, 'retail', { policy, by, at: now() })
  await ledger.setState(retired, { state: 'retired', successor }, { by, at: now() })
  await ledger.setState(sunset, { state: 'sunset' }, { by, at: now() })
  await addProduct(administration, { number: lenient, name: 'Example Fleet' })
  const { limit } = keys.few
  await mintKeys(administration, { product: lenient, keyClass: 'mak', limit, count })
  const emergencies = { ...defaultPolicies.mak, emergencies: true }
  await ledger.setPolicy(lenient, 'mak', { policy: emergencies, by, at: now() })
}
