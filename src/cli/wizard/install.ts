import { sameMachine, type Components } from '../../identifiers/fingerprint.ts'
import type { Installation } from '../../identifiers/installation-id.ts'
import { parseProductKey } from '../../identifiers/product-key.ts'
import { installation } from '../../wizard/installation.ts'
import { licenceStatus } from '../../wizard/licence-status.ts'
import type { Product } from '../../wizard/product.ts'
import type { WaitingState, WizardState } from '../../wizard/state.ts'
import { keep, unusable, type Context } from './context.ts'
import { orderOf, type Order, type OrderOptions } from './order.ts'
import { done, refused, type Outcome } from './outcome.ts'
import { shownInstallation } from './show.ts'
import { componentsFrom } from './sources.ts'
import type { ReadState } from './state-file.ts'
import { whyNoInstallation } from './words.ts'

export type InstallOptions = OrderOptions & { readonly replace?: boolean }

/**
 * Makes this machine's installation ID and remembers it. The same key on the same machine keeps its ID and
 * its activation; an activation of another key is put aside only with `replace`, and nothing is ever lost. What
 * was released begins anew.
 */
export async function install(context: Context, options: InstallOptions): Promise<Outcome> {
  const found = context.stateFile.read()
  if (found.kind === 'refused' && options.replace !== true) return unusable(found, context)
  const old = found.kind === 'state' ? found.state : undefined

  const order = orderOf(options, context, old)
  if (order.kind === 'refused') return order
  const hardware = await componentsFrom(context.hardwareFile)
  if (hardware.kind === 'refused') return hardware
  const { product, productKey } = order
  const made = installation(productKey, hardware.components, product.product)
  if (made.kind === 'refused') return refused(made.reason, whyNoInstallation(made), { ...made })

  const sameKey = isKeyOf(order, old) ? old : undefined
  if (sameKey !== undefined && isLicensed(sameKey, hardware.components, product)) {
    return alreadyActivated(sameKey, context)
  }
  const isActivated = old?.kind === 'activated'
  if (isActivated && sameKey === undefined && options.replace !== true) {
    return otherLicence(old, context)
  }
  return begin(context, order, { id: idToKeep(sameKey, made), isLost: isWorthKeeping(found) })
}

type Beginning = {
  readonly id: Installation
  /** What was remembered is no longer; its file is put aside. */
  readonly isLost: boolean
}

function begin(context: Context, order: Order, { id, isLost }: Beginning): Outcome {
  const { product, productKey, demo } = order
  const state: WaitingState = { kind: 'waiting', product, productKey, installation: id }
  const written = keep(context, state, isLost)
  if (written.kind === 'refused') return written
  const { aside } = written
  const notes = [
    ...(demo === undefined
      ? []
      : [`(With the product key of the demo line, ${context.demoFile}.)`]),
    ...(aside === undefined ? [] : [`(What was remembered before is kept in ${aside})`]),
  ]
  const ending = shownInstallation(state, context, demo?.url && `${demo.url}/phone`)
  const text = notes.length === 0 ? ending.text : [...notes, '', ...ending.text]
  return { ...ending, json: { ...ending.json, demo: demo !== undefined, putAside: aside }, text }
}

function isLicensed(state: WizardState, components: Components, product: Product): boolean {
  return licenceStatus(state, components, product).kind === 'licensed'
}

/** An ID may be on its way down the telephone: on the same machine it stays, whatever small thing changed. */
function idToKeep(old: WizardState | undefined, made: Installation): Installation {
  return old !== undefined && sameMachine(old.installation.hardware, made.hardware)
    ? old.installation
    : made
}

/** An answer, a release ID that may not have been keyed in yet, and whatever cannot be read. */
function isWorthKeeping(found: ReadState): boolean {
  return found.kind === 'refused' || (found.kind === 'state' && found.state.kind !== 'waiting')
}

/** Whether the state is of this key and goes on; a released one is over. */
function isKeyOf({ key }: Order, old: WizardState | undefined): old is WizardState {
  if (old === undefined || old.kind === 'released') return false
  const other = parseProductKey(old.productKey)
  return (
    other.kind === 'product-key' &&
    key.product === other.product &&
    key.serial === other.serial &&
    key.secret.join() === other.secret.join()
  )
}

function alreadyActivated({ product }: WizardState, { stateFile }: Context): Outcome {
  const json = { kind: 'licensed', product: product.product, name: product.name }
  const text = `${product.name} is already activated on this machine. There is nothing to do.`
  return done({ ...json, stateFile: stateFile.path }, [text])
}

function otherLicence({ product }: WizardState, { stateFile, program }: Context): Outcome {
  const text = [
    `${product.name} is activated here with another product key.`,
    'Nothing was changed. To put that activation aside and use this key instead, add --replace to',
    `    ${program} install`,
  ]
  return refused('other-licence', text, { product: product.product, stateFile: stateFile.path })
}
