import type { BlockClass, KeyClass } from '../base/activation.ts'
import type { CaseNumber, Country } from '../base/brand.ts'
import type { Audit } from './audit.ts'
import type { Entry, KeyEntry, SaleState } from './entry.ts'
import type { Policy } from './policy.ts'

/** What a ledger says about itself: which master key fills it, and whether it is a demo's. */
export type LedgerFacts = {
  /** 16 hex digits that follow from the master key and tell nothing about it. */
  readonly keyCheck: string
  readonly mode: 'demo' | 'production'
}

export type Product = {
  /** 0 to 4095. */
  readonly number: number
  readonly name: string
  /** 160 hex digits, for the publisher's software. */
  readonly publicKey: string
  /** The check value of the master key that made it. */
  readonly keyCheck: string
  /** Its keys carry the serials 1 to `minted`. */
  readonly minted: number
  readonly state: SaleState
  /** When it came into that state, where it is not sold; ms since 1970. */
  readonly since?: number
  /** The number of the product that takes its place. */
  readonly successor?: number
}

export type KeyName = { readonly product: number; readonly serial: number }

export type LedgerKey = KeyName & {
  readonly keyClass: KeyClass
  /** Standing activations, and how many there may be. */
  readonly used: number
  readonly limit: number
  readonly blocked: BlockClass | undefined
  /** Where it may be activated; empty: everywhere. */
  readonly regions: readonly Country[]
}

/** One slot that is taken: the nth activation of its key, and the machine that took it. */
export type StandingActivation = {
  readonly nth: number
  /** The fingerprint, 8 bytes. */
  readonly hardware: Uint8Array
  readonly at: number
}

/** How a standing activation came to be; of all the key's, some are most like a machine. */
export type ActivationOfKey = StandingActivation & { readonly caseNumber: CaseNumber }

/** A key as one look finds it. What is decided on it holds as long as its revision is the same. */
export type Standing = {
  readonly product: Product
  /** The name of the product's successor. */
  readonly successor: string | undefined
  readonly key: LedgerKey
  readonly policy: Policy
  /** Counts every change of the key and of its activations. */
  readonly revision: number
  /** Activations that ever stood. */
  readonly activated: number
  /**
   * The standing activations that may be the same machine, the first first: those that share with it its
   * disk, its network, its board or everything.
   */
  readonly alike: readonly StandingActivation[]
}

export type Look = Standing | 'unknown-product' | 'unknown-key'

/** How often something was, and when the first of these was; ms since 1970. */
export type Times = { readonly count: number; readonly first?: number }

/** What has been of a key, and of one of its standing activations. A year is the last one. */
export type History = {
  /** The hardware of the key's first activation since it was last freed of its board. */
  readonly firstHardware?: Uint8Array
  /** Slots taken that another machine had given back, and slots given back, within a year. */
  readonly movesOfYear: Times
  readonly releasesOfYear: Times
  /** The last activation beyond the limit. */
  readonly lastEmergency?: number
  /** The case of the request for more that waits. */
  readonly requested?: CaseNumber
  readonly slot: SlotHistory
}

export type SlotHistory = {
  /** Other fingerprints confirmed for this slot within a year. */
  readonly fingerprintsOfYear: Times
  /** Was this fingerprint ever confirmed for this slot? */
  readonly isKnown: boolean
  /** How many cases confirmed it, the first among them. */
  readonly confirmations: number
  /** Was exactly this hardware confirmed for it under the case that is asked about? */
  readonly isCaseKnown: boolean
  /** The latest case that confirmed exactly this hardware. */
  readonly lastCase?: { readonly caseNumber: CaseNumber; readonly at: number }
}

export type HistoryQuestion = {
  readonly nth: number | undefined
  /** 8 bytes. */
  readonly hardware: Uint8Array
  readonly caseNumber: CaseNumber | undefined
  readonly yearBegan: number
}

export type Batch = {
  readonly product: number
  readonly keyClass: KeyClass
  readonly limit: number
  readonly regions: readonly Country[]
  readonly count: number
}

/** Who did it, for the audit: `cli`, or the name of a token. */
export type Act = { readonly by: string; readonly at: number }

export type ExtensionGrant = { readonly more: number; readonly reason: string }

/** A request for more machines that waits. */
export type WaitingRequest = KeyName & {
  /** Later requests have a higher one. */
  readonly id: number
  readonly caseNumber: CaseNumber
  readonly at: number
}

/**
 * The publisher's books: products, minted keys, the slots that machines took. It holds no secret: those
 * follow from the master key. The database itself holds that no key has more standing activations than
 * its limit and no machine two of one key. Every change writes its audit entry in the same transaction.
 * Throws the fault `database-unusable`.
 */
export type Ledger = Audit & {
  /** Writes the facts if there are none, and gives those that stand. */
  readonly claim: (facts: LedgerFacts) => Promise<LedgerFacts>
  /** In order of their numbers. */
  readonly products: () => Promise<readonly Product[]>
  readonly addProduct: (
    product: Pick<Product, 'number' | 'name' | 'publicKey' | 'keyCheck'>,
    act: Act,
  ) => Promise<'added' | 'taken'>
  readonly setState: (
    number: number,
    change: { readonly state: SaleState; readonly successor?: number },
    act: Act,
  ) => Promise<Product | undefined>
  readonly policy: (product: number, keyClass: KeyClass) => Promise<Policy>
  readonly setPolicy: (
    product: number,
    keyClass: KeyClass,
    change: { readonly policy: Policy } & Act,
  ) => Promise<'set' | 'unknown-product'>
  /** Counts the product's serials on by `count`; the new keys are `first` and those after it. */
  readonly mint: (
    batch: Batch,
    act: Act,
  ) => Promise<{ readonly first: number } | 'unknown-product' | 'no-serials-left'>
  readonly key: (name: KeyName) => Promise<LedgerKey | undefined>
  /** A page of a product's keys, by serial, after `after`. */
  readonly keys: (
    product: number,
    page: { readonly after: number; readonly atMost: number },
  ) => Promise<readonly LedgerKey[]>
  /** Blocks a key, or with `undefined` lets it go again; gives it as it now is. */
  readonly block: (
    name: KeyName,
    as: BlockClass | undefined,
    act: Act,
  ) => Promise<LedgerKey | undefined>
  /** Raises a key's limit, and settles the request that waits. */
  readonly extend: (
    name: KeyName,
    grant: ExtensionGrant,
    act: Act,
  ) => Promise<LedgerKey | undefined>
  /** Answers the request that waits with no; gives whether one waited. */
  readonly declineExtension: (
    name: KeyName,
    decision: { readonly reason: string } & Act,
  ) => Promise<boolean>
  /**
   * Frees an OEM key of its board: what stands gives its slot back, and the next machine says to which board the key
   * belongs.
   */
  readonly freeBoard: (name: KeyName, act: Act) => Promise<LedgerKey | undefined>
  /** Requests that wait, the oldest first. */
  readonly waitingRequests: (page: {
    readonly after: number
    readonly atMost: number
  }) => Promise<readonly WaitingRequest[]>

  /** Standing activations of a key, those first that are most like this machine, and of these the latest. */
  readonly activationsOf: (
    name: KeyName,
    like: { readonly hardware: Uint8Array; readonly atMost: number },
  ) => Promise<readonly ActivationOfKey[]>

  /** How a key stands, seen from one machine: one question to the database. */
  readonly look: (name: KeyName, hardware: Uint8Array) => Promise<Look>
  /** What has been, where a rule looks back: one question more. */
  readonly history: (name: KeyName, question: HistoryQuestion) => Promise<History>
  /** Writes what was decided, if nothing of the key has changed since the look; all of it, or nothing. */
  readonly record: (entry: KeyEntry, revision: number) => Promise<'recorded' | 'changed'>
  /** Writes into the audit alone. */
  readonly note: (entry: Entry) => Promise<void>
  /** The latest cases in which something was done with this key, the last first; twenty at most. */
  readonly casesOfKey: (
    name: KeyName,
  ) => Promise<readonly { readonly caseNumber: CaseNumber; readonly at: number }[]>
  /** Has anything happened under this number since then? */
  readonly isCaseLive: (caseNumber: CaseNumber, since: number) => Promise<boolean>
  /** What happened under this number since then, the latest first; at most a hundred. */
  readonly entriesOfCase: (caseNumber: CaseNumber, since: number) => Promise<readonly Entry[]>
  /** Can it be read and written? Throws, or says no. */
  readonly isReady: () => Promise<boolean>
}
