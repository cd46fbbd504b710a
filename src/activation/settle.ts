import type { BlockClass, KeyClass } from '../base/activation.ts'
import type { CaseNumber } from '../base/brand.ts'
import { presentComponents, sameMachine } from '../identifiers/fingerprint.ts'
import type { Installation } from '../identifiers/installation-id.ts'
import type { Books, LedgerKey } from './ledger.ts'

export type Circumstances = {
  /** The licence kinds the called number serves; empty: all. */
  readonly licences: readonly KeyClass[]
  readonly caseNumber: CaseNumber | undefined
  readonly drawCaseNumber: () => CaseNumber
  readonly at: number
}

export type Settled =
  | {
      readonly kind: 'settled'
      readonly keyClass: KeyClass
      readonly used: number
      readonly limit: number
      readonly reactivation: boolean
      readonly caseNumber: CaseNumber
    }
  | Refused

/** How long a case number stays with its case. */
const caseLivesForMs = 90 * 24 * 60 * 60 * 1000

/** With fewer a machine cannot be told from others. */
const leastComponents = 4

/**
 * Settles a genuine installation ID in the books: a refusal, the same machine again, or a slot taken. The
 * order of the refusals is what a caller may learn first.
 */
export async function settle(
  books: Books,
  installation: Installation,
  circumstances: Circumstances,
): Promise<Settled> {
  if ((await books.product(installation.product)) === undefined) return refused('unknown-product')
  const key = await books.key(installation)
  if (key === undefined) return refused('unknown-key')
  return (
    refusalOf(key, installation, circumstances) ??
    confirm(books, key, { ...circumstances, installation })
  )
}

type Refused =
  | { readonly kind: 'refused'; readonly reason: PlainReason }
  | { readonly kind: 'refused'; readonly reason: 'blocked'; readonly blockClass: BlockClass }
  | {
      readonly kind: 'refused'
      readonly reason: 'exhausted'
      readonly used: number
      readonly limit: number
    }

type PlainReason =
  | 'unknown-product'
  | 'unknown-key'
  | 'not-served-here'
  | 'network-activated'
  | 'too-little-hardware'

function refusalOf(
  key: LedgerKey,
  { hardware }: Installation,
  { licences }: Circumstances,
): Refused | undefined {
  if (key.blocked !== undefined) {
    return { kind: 'refused', reason: 'blocked', blockClass: key.blocked }
  }
  if (licences.length > 0 && !licences.includes(key.keyClass)) return refused('not-served-here')
  if (key.keyClass === 'kms-client') return refused('network-activated')
  if (presentComponents(hardware) < leastComponents) return refused('too-little-hardware')
  return undefined
}

type Request = Circumstances & { readonly installation: Installation }

async function confirm(books: Books, key: LedgerKey, request: Request): Promise<Settled> {
  const { hardware } = request.installation
  const alike = await books.alike(key, hardware)
  const standing =
    alike.find((one) => Buffer.compare(one.hardware, hardware) === 0) ??
    alike.find((one) => sameMachine(one.hardware, hardware))
  return standing === undefined
    ? activate(books, key, request)
    : reactivate(books, key, { ...request, nth: standing.nth })
}

async function activate(books: Books, key: LedgerKey, request: Request): Promise<Settled> {
  const { at, installation } = request
  const caseNumber = request.caseNumber ?? (await freeCaseNumber(books, request))
  const used = await books.takeSlot(key, { hardware: installation.hardware, caseNumber, at })
  return used === 'full'
    ? { kind: 'refused', reason: 'exhausted', used: key.used, limit: key.limit }
    : { ...settledFor(key), used, reactivation: false, caseNumber }
}

/** Who asks again without a case of his own gets the number he got, and nothing is written. */
async function reactivate(
  books: Books,
  key: LedgerKey,
  request: Request & { readonly nth: number },
): Promise<Settled> {
  const { at, nth, installation } = request
  const { hardware } = installation
  const before = await books.caseOf(key, nth, { hardware, since: at - caseLivesForMs })
  const caseNumber = request.caseNumber ?? before ?? (await freeCaseNumber(books, request))
  if (caseNumber !== before) await books.confirmAgain(key, nth, { hardware, caseNumber, at })
  return { ...settledFor(key), used: key.used, reactivation: true, caseNumber }
}

function settledFor({ keyClass, limit }: LedgerKey): {
  readonly kind: 'settled'
  readonly keyClass: KeyClass
  readonly limit: number
} {
  return { kind: 'settled', keyClass, limit }
}

async function freeCaseNumber(books: Books, { drawCaseNumber, at }: Request): Promise<CaseNumber> {
  for (let draw = 0; draw < 100; draw += 1) {
    const drawn = drawCaseNumber()
    if (!(await books.isCaseLive(drawn, at - caseLivesForMs))) return drawn
  }
  throw new Error('no free case number in a hundred draws')
}

function refused(reason: PlainReason): Refused {
  return { kind: 'refused', reason }
}
