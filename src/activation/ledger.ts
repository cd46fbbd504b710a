import type { BlockClass, KeyClass } from '../base/activation.ts'
import type { CaseNumber } from '../base/brand.ts'

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
}

export type LedgerKey = {
  readonly product: number
  readonly serial: number
  readonly keyClass: KeyClass
  /** Standing activations, and how many there may be. */
  readonly used: number
  readonly limit: number
  readonly blocked: BlockClass | undefined
}

/** One slot that is taken: the nth activation of its key, and the machine that took it. */
type StandingActivation = {
  readonly nth: number
  /** The fingerprint, 8 bytes. */
  readonly hardware: Uint8Array
}

export type KeyName = { readonly product: number; readonly serial: number }

/** A machine at a case: what is confirmed, and under which number. All times are ms since 1970. */
export type Confirmation = {
  readonly hardware: Uint8Array
  readonly caseNumber: CaseNumber
  readonly at: number
}

export type Batch = {
  readonly product: number
  readonly keyClass: KeyClass
  readonly limit: number
  readonly count: number
  readonly at: number
}

/** The books while nobody else can write them; what is written stands when `atomically` returns. */
export type Books = {
  readonly product: (number: number) => Promise<Product | undefined>
  readonly key: (name: KeyName) => Promise<LedgerKey | undefined>
  /**
   * The standing activations of a key that share their disk, their network or everything with this
   * hardware, the first first: no other can be the same machine.
   */
  readonly alike: (name: KeyName, hardware: Uint8Array) => Promise<readonly StandingActivation[]>
  /** Takes a slot and gives the number now used, or `full`: the database counts, not the caller. */
  readonly takeSlot: (name: KeyName, confirmation: Confirmation) => Promise<number | 'full'>
  /** Notes that the machine of a standing activation was confirmed again. */
  readonly confirmAgain: (name: KeyName, nth: number, confirmation: Confirmation) => Promise<void>
  /** The latest case since `since` under which this activation was confirmed for exactly this hardware. */
  readonly caseOf: (
    name: KeyName,
    nth: number,
    confirmed: { readonly hardware: Uint8Array; readonly since: number },
  ) => Promise<CaseNumber | undefined>
  /** Has anything been confirmed under this number since then? */
  readonly isCaseLive: (caseNumber: CaseNumber, since: number) => Promise<boolean>
}

/**
 * The publisher's books: products, minted keys, the slots that machines took. It holds no secret: those
 * follow from the master key. The database itself holds that no key has more standing activations than
 * its limit and no machine two of one key. Throws the fault `database-unusable`.
 */
export type Ledger = {
  /** Writes the facts if there are none, and gives those that stand. */
  readonly claim: (facts: LedgerFacts) => Promise<LedgerFacts>
  /** In order of their numbers. */
  readonly products: () => Promise<readonly Product[]>
  readonly addProduct: (product: Omit<Product, 'minted'>, at: number) => Promise<'added' | 'taken'>
  /** Counts the product's serials on by `count`; the new keys are `first` and those after it. */
  readonly mint: (
    batch: Batch,
  ) => Promise<{ readonly first: number } | 'unknown-product' | 'no-serials-left'>
  readonly key: (name: KeyName) => Promise<LedgerKey | undefined>
  /** Blocks a key, or with `undefined` lets it go again; gives it as it now is. */
  readonly block: (
    name: KeyName,
    as: BlockClass | undefined,
    at: number,
  ) => Promise<LedgerKey | undefined>
  readonly atomically: <T>(work: (books: Books) => Promise<T>) => Promise<T>
}
