import type { ConfirmationId, InstallationId } from '../base/brand.ts'
import { parseInstallationId, type Installation } from '../identifiers/installation-id.ts'
import { parseProductKey } from '../identifiers/product-key.ts'
import { isMadeWith, makeReleaseId } from './installation.ts'
import { at, listAt, textAt } from './json.ts'
import { parseProduct, type Product } from './product.ts'

type Installed = {
  readonly product: Product
  readonly productKey: string
  readonly installation: Installation
}

/** The installation ID was shown, its answer has not come. */
export type WaitingState = { readonly kind: 'waiting' } & Installed

export type ActivatedState = {
  readonly kind: 'activated'
  readonly confirmationId: ConfirmationId
} & Installed

/** The activation was given back: the program does not run, whatever the line was told. */
export type ReleasedState = {
  readonly kind: 'released'
  readonly releaseId: InstallationId
} & Installed

/** What a wizard remembers from start to start. That nothing was installed yet is not a state: there is none. */
export type WizardState = WaitingState | ActivatedState | ReleasedState

/**
 * The state as JSON, to be read by `parseState`. It holds the product key: keep it where only its user can read it.
 * IDs are nine (`installationId`, `releaseId`) or eight (`confirmationId`) groups of seven digits.
 */
export type StoredState = {
  readonly format: typeof format
  readonly version: typeof version
  readonly product: number
  readonly name: string
  readonly publicKey: string
  readonly productKey: string
  readonly installationId: readonly string[]
  readonly confirmationId?: readonly string[]
  readonly releaseId?: readonly string[]
}

export type ParsedState = { readonly kind: 'state'; readonly state: WizardState } | RefusedState

export type RefusedState = {
  readonly kind: 'refused'
  readonly reason: 'not-a-state' | 'newer-version' | 'damaged'
  /** The field that is wrong. */
  readonly what: keyof StoredState
}

/** The state as a JSON value, to be kept by whoever embeds the wizard. */
export function storedState(state: WizardState): StoredState {
  const { product, productKey, installation } = state
  return {
    format,
    version,
    product: product.product,
    name: product.name,
    publicKey: product.publicKey,
    productKey,
    installationId: installation.id,
    ...(state.kind === 'activated' && { confirmationId: state.confirmationId }),
    ...(state.kind === 'released' && { releaseId: state.releaseId }),
  }
}

/**
 * Reads a kept state. Whether its answer is genuine is for `licenceStatus` to say; all else must hold
 * together, down to the installation ID being the one that the product key makes.
 */
export function parseState(value: unknown): ParsedState {
  const installed = parseInstalled(value)
  if (installed.kind === 'refused') return installed
  if (at(value, 'releaseId') !== undefined) return parseReleased(value, installed)
  if (at(value, 'confirmationId') === undefined) {
    return { kind: 'state', state: { ...installed, kind: 'waiting' } }
  }
  const blocks = texts(value, 'confirmationId')
  if (blocks.length !== 8 || !blocks.every((block) => /^\d{7}$/.test(block))) {
    return refused('damaged', 'confirmationId')
  }
  const confirmationId = blocks as ConfirmationId
  return { kind: 'state', state: { ...installed, kind: 'activated', confirmationId } }
}

/** A state that names a release ID is released, whatever else it names. */
function parseReleased(value: unknown, installed: Installed): ParsedState {
  const releaseId = makeReleaseId(installed.productKey, installed.installation)
  return texts(value, 'releaseId').join() === releaseId.join()
    ? { kind: 'state', state: { ...installed, kind: 'released', releaseId } }
    : refused('damaged', 'releaseId')
}

const format = 'activation-line/wizard'
const version = 1

function parseInstalled(
  value: unknown,
): ({ readonly kind: 'installed' } & Installed) | RefusedState {
  const strange = strangeForm(value)
  if (strange !== undefined) return strange
  const parsed = parseProduct(value)
  if (parsed.kind === 'refused') return refused('damaged', parsed.what)
  const { product } = parsed
  const productKey = textAt(value, 'productKey') ?? ''
  const key = parseProductKey(productKey)
  if (key.kind === 'refused' || key.product !== product.product) {
    return refused('damaged', 'productKey')
  }
  const installation = parseInstallationId(texts(value, 'installationId'))
  if (installation.kind === 'refused' || !isMadeWith(productKey, installation)) {
    return refused('damaged', 'installationId')
  }
  return { kind: 'installed', product, productKey, installation }
}

function strangeForm(value: unknown): RefusedState | undefined {
  if (textAt(value, 'format') !== format) return refused('not-a-state', 'format')
  const stated = at(value, 'version')
  if (stated === version) return undefined
  const isNewer = typeof stated === 'number' && stated > version
  return refused(isNewer ? 'newer-version' : 'damaged', 'version')
}

function texts(value: unknown, name: keyof StoredState): readonly string[] {
  return listAt(value, name).map((item) => (typeof item === 'string' ? item : ''))
}

function refused(reason: RefusedState['reason'], what: keyof StoredState): RefusedState {
  return { kind: 'refused', reason, what }
}
