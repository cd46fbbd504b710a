import type { ConfirmationId } from '../base/brand.ts'
import type { Components } from '../identifiers/fingerprint.ts'
import { installation, makeReleaseId, type InstallationRefusal } from './installation.ts'
import type { Product } from './product.ts'
import type { ActivatedState, ReleasedState, WaitingState, WizardState } from './state.ts'

export type Beginning = {
  readonly product: Product
  /** 25 characters, as the user typed them: in any case, with or without blanks and hyphens. */
  readonly productKey: string
  readonly components: Components
}

/**
 * The state in which a machine waits for its answer, or why it gets no installation ID. Show the nine groups of
 * `installation.id`, numbered 1 to 9, and keep the state while the answer is waited for: it fits this ID alone.
 */
export function begin({
  product,
  productKey,
  components,
}: Beginning): WaitingState | InstallationRefusal {
  const made = installation(productKey, components, product.product)
  return made.kind === 'refused'
    ? made
    : { kind: 'waiting', product, productKey, installation: made }
}

/** The state after an answer that `confirm` found to be right. Keep it before the program runs. */
export function activate(
  { product, productKey, installation }: WizardState,
  confirmationId: ConfirmationId,
): ActivatedState {
  return { kind: 'activated', product, productKey, installation, confirmationId }
}

/**
 * The state in which this machine has given its activation back. Keep it before the release ID is shown: from
 * then on `licenceStatus` says `released`. What is released once more has the same release ID.
 */
export function release({ product, productKey, installation }: WizardState): ReleasedState {
  const releaseId = makeReleaseId(productKey, installation)
  return { kind: 'released', product, productKey, installation, releaseId }
}
