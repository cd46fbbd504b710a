/** What nine boxes hold, and the key behind it: types alone. Times are ms since 1970. */
import type { BlockClass, KeyClass } from '../../base/activation.ts'
import type { CaseNumber, Country, InstallationId } from '../../base/brand.ts'
import type { ComponentName } from '../../identifiers/fingerprint.ts'
import type { GroupVerdict } from '../../identifiers/typed-groups.ts'

export type GroupReading = {
  readonly digits: string
  readonly verdict: GroupVerdict
  /**
   * Which digits are not as the key's proof says, from 0: known only where the whole ID was healed. A check digit alone
   * tells that a group is wrong and not where.
   */
  readonly wrongAt?: readonly number[]
}

/** What nine boxes hold; `genuine` where the proof of a key holds. */
export type ReadingView = {
  readonly groups: readonly GroupReading[]
  readonly genuine?: Genuine
}

export type Genuine = {
  /** A release ID gives a machine's activation back. */
  readonly isRelease: boolean
  readonly installationId: InstallationId
  /** It is not what the boxes hold. */
  readonly healed: boolean
  readonly key: KeyFacts
}

/** A key as operators see it: never the product key itself. */
export type KeyFacts = {
  readonly product: number
  readonly productName: string
  readonly productState: 'sold' | 'retired' | 'sunset'
  readonly successor?: string
  readonly serial: number
  readonly keyClass: KeyClass
  readonly used: number
  readonly limit: number
  readonly blocked?: BlockClass
  /** Empty: everywhere. */
  readonly regions: readonly Country[]
  /** More machines were asked for under this number. */
  readonly requested?: CaseNumber
  /** Standing ones, those first that are most like this machine; twenty at most. */
  readonly activations: readonly ActivationView[]
}

export type ActivationView = {
  readonly nth: number
  readonly at: number
  readonly caseNumber: CaseNumber
  /** The core takes it for this machine. */
  readonly isThisMachine: boolean
  /** How many of the eight are equal. */
  readonly equal: number
  /** All eight, in their order. */
  readonly components: readonly {
    readonly name: ComponentName
    readonly is: 'equal' | 'changed' | 'gone' | 'new' | 'absent'
  }[]
}
