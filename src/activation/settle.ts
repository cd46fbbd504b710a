import type { Confirmed, KeyClass, Refusal, Refused } from '../base/activation.ts'
import type { CaseNumber, Country } from '../base/brand.ts'
import { presentComponents } from '../identifiers/fingerprint.ts'
import type { KeyEntry } from './entry.ts'
import type { History, LedgerKey, Standing, StandingActivation } from './ledger.ts'
import { isBoundElsewhere } from './same-machine.ts'
import { month, year } from './times.ts'

export type Circumstances = {
  /** 8 bytes. */
  readonly hardware: Uint8Array
  /** The licence kinds the called number serves; empty: all. */
  readonly licences: readonly KeyClass[]
  readonly country: Country | undefined
  readonly caseNumber: CaseNumber
  readonly at: number
}

/** The machine's own slot, and what has been of the key. */
export type Past = { readonly slot: StandingActivation | undefined; readonly history: History }

/** What is confirmed once `entry` stands in the books; without an entry all of it stands there already. */
export type Settled =
  | {
      readonly kind: 'settled'
      readonly confirmed: Pick<
        Confirmed,
        'keyClass' | 'used' | 'limit' | 'reactivation' | 'emergency' | 'caseNumber'
      >
      readonly entry?: KeyEntry
    }
  | Refused

/** With fewer a machine cannot be told from others. */
const leastComponents = 4

/**
 * What can be said of a key before its past is known. The order is that in which a caller is best told: what
 * is final first.
 */
export function refusalOf(
  { key, product, successor }: Standing,
  { hardware, licences, country }: Pick<Circumstances, 'hardware' | 'licences' | 'country'>,
): Refused | undefined {
  if (key.blocked !== undefined) return refused({ reason: 'blocked', blockClass: key.blocked })
  if (product.state === 'retired') {
    const since = product.since ?? 0
    return refused({ reason: 'retired-product', since, ...(successor && { successor }) })
  }
  if (licences.length > 0 && !licences.includes(key.keyClass)) {
    return refused({ reason: 'not-served-here' })
  }
  if (key.keyClass === 'kms-client') return refused({ reason: 'network-activated' })
  if (country !== undefined && key.regions.length > 0 && !key.regions.includes(country)) {
    return refused({ reason: 'wrong-region' })
  }
  if (presentComponents(hardware) < leastComponents) {
    return refused({ reason: 'too-little-hardware' })
  }
  return undefined
}

/**
 * Settles a genuine installation ID: a refusal, the same machine again, or a slot to be taken. Pure: the
 * same books give the same answer, whatever number was called.
 */
export function settle(standing: Standing, past: Past, circumstances: Circumstances): Settled {
  const { key, product } = standing
  if (isBoundElsewhere(key.keyClass, past.history.firstHardware, circumstances.hardware)) {
    return refused({ reason: 'other-board' })
  }
  if (past.slot !== undefined) return reactivate(standing, past, circumstances)
  if (key.used < key.limit) return takeSlot(standing, past.history, circumstances)
  if (product.state === 'sunset') return confirmInSunset(key, circumstances)
  if (mayHaveEmergency(standing, past.history, circumstances.at)) {
    return activate(standing, circumstances, true)
  }
  return refused(noSlotLeft(key, past.history))
}

function reactivate(
  { key, policy, product }: Standing,
  { slot, history }: Past,
  circumstances: Circumstances,
): Settled {
  const { caseNumber, hardware, at } = circumstances
  const { fingerprintsOfYear, isKnown, isCaseKnown, confirmations, lastCase } = history.slot
  const isSunset = product.state === 'sunset'
  const isSameCase = isCaseKnown || lastCase?.caseNumber === caseNumber
  const most = policy.confirmationsPerSlot
  if (!isSunset && !isSameCase && most > 0 && confirmations >= most) {
    return refused({ reason: 'host-limit' })
  }
  if (!isSunset && !isKnown && fingerprintsOfYear.count >= policy.reactivationsPerYear) {
    const { first = at } = fingerprintsOfYear
    return refused({ reason: 'limited', to: 'reactivations', until: first + year })
  }
  return {
    kind: 'settled',
    confirmed: { ...ofKey(key), reactivation: true, emergency: false, caseNumber },
    ...(!isSameCase && {
      entry: {
        kind: 'reactivated',
        ...nameOf(key),
        nth: slot?.nth ?? 0,
        hardware: hexOf(hardware),
        caseNumber,
        at,
      },
    }),
  }
}

function takeSlot(standing: Standing, history: History, circumstances: Circumstances): Settled {
  const { key, policy, product } = standing
  const isMove = standing.activated >= key.limit
  const { count, first = circumstances.at } = history.movesOfYear
  if (product.state !== 'sunset' && isMove && count >= policy.newMachinesPerYear) {
    return refused({ reason: 'limited', to: 'new-machines', until: first + year })
  }
  return activate(standing, circumstances, false)
}

function activate(
  { key, activated }: Standing,
  { hardware, caseNumber, at }: Circumstances,
  emergency: boolean,
): Settled {
  const used = key.used + 1
  const limit = key.limit + (emergency ? 1 : 0)
  return {
    kind: 'settled',
    confirmed: {
      keyClass: key.keyClass,
      used,
      limit,
      reactivation: false,
      emergency,
      caseNumber,
    },
    entry: {
      kind: 'activated',
      ...nameOf(key),
      nth: activated + 1,
      hardware: hexOf(hardware),
      emergency,
      caseNumber,
      at,
    },
  }
}

function confirmInSunset(key: LedgerKey, { hardware, caseNumber, at }: Circumstances): Settled {
  return {
    kind: 'settled',
    confirmed: { ...ofKey(key), reactivation: false, emergency: false, caseNumber },
    entry: {
      kind: 'confirmed-in-sunset',
      ...nameOf(key),
      hardware: hexOf(hardware),
      caseNumber,
      at,
    },
  }
}

function mayHaveEmergency({ policy }: Standing, history: History, at: number): boolean {
  const { requested, lastEmergency } = history
  const isRested = lastEmergency === undefined || lastEmergency <= at - month
  return policy.emergencies && requested !== undefined && isRested
}

function noSlotLeft({ keyClass, used, limit }: LedgerKey, { requested }: History): Refusal {
  if (keyClass === 'kms-host') return { reason: 'host-limit' }
  const extension = keyClass !== 'mak' ? 'none' : requested === undefined ? 'may-be-asked' : 'asked'
  return { reason: 'exhausted', used, limit, extension }
}

function ofKey({
  keyClass,
  used,
  limit,
}: LedgerKey): Pick<LedgerKey, 'keyClass' | 'used' | 'limit'> {
  return { keyClass, used, limit }
}

function nameOf({ product, serial }: LedgerKey): Pick<LedgerKey, 'product' | 'serial'> {
  return { product, serial }
}

export function refused(refusal: Refusal): Refused {
  return { kind: 'refused', ...refusal }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
