import type { KeyClass } from '../base/activation.ts'

/**
 * The rules of one class of keys of one product. Years are 365 days back from now, months 30.
 */
export type Policy = {
  /** Of the components present on either side so many eighths must be equal for the same machine; 5. */
  readonly equalEighths: number
  /** How many other fingerprints of the same machine a slot is confirmed for in a year. */
  readonly reactivationsPerYear: number
  /** How often a slot may be confirmed in all, each case counted once; 0: as often as they like. */
  readonly confirmationsPerSlot: number
  /** How many slots of a key may be given back in a year without an operator. */
  readonly releasesPerYear: number
  /** How long after its activation a machine may not give its slot back. */
  readonly releaseAfterHours: number
  /** How many machines may take a slot that another gave back, in a year. */
  readonly newMachinesPerYear: number
  /** While a request for more waits: one activation beyond the limit a month. */
  readonly emergencies: boolean
}

const usual: Policy = {
  equalEighths: 5,
  reactivationsPerYear: 4,
  confirmationsPerSlot: 0,
  releasesPerYear: 3,
  releaseAfterHours: 24,
  newMachinesPerYear: 3,
  emergencies: false,
}

/** What holds where a product says nothing else. */
export const defaultPolicies: Readonly<Record<KeyClass, Policy>> = {
  retail: usual,
  oem: usual,
  mak: usual,
  'kms-host': { ...usual, confirmationsPerSlot: 10 },
  'kms-client': usual,
}

/** How many machines a key of this class is for where its minting says nothing else. */
export const defaultLimits: Readonly<Record<Exclude<KeyClass, 'mak'>, number>> = {
  retail: 1,
  oem: 1,
  'kms-host': 6,
  // Activated by the customer's own network, never here.
  'kms-client': 0,
}
