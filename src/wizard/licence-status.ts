import { createChecker } from '../identifiers/confirmation-id.ts'
import {
  componentNames,
  fingerprintOf,
  presentComponents,
  sameMachine,
  type ComponentName,
  type Components,
} from '../identifiers/fingerprint.ts'
import { leastComponents } from './installation.ts'
import type { Product } from './product.ts'
import type { WizardState } from './state.ts'

export type LicenceStatus =
  | {
      readonly kind: 'licensed'
      /** Components that are not what they were at the installation; still the same machine. */
      readonly changed: readonly ComponentName[]
    }
  | {
      readonly kind: 'unlicensed'
      readonly reason:
        | 'never-installed'
        | 'other-product'
        | 'released'
        | 'waiting'
        | 'too-little-hardware'
        | 'answer-does-not-fit'
    }
  | {
      readonly kind: 'unlicensed'
      readonly reason: 'hardware-changed'
      readonly changed: readonly ComponentName[]
    }

/**
 * Whether this machine is licensed for `product`, and if not, why; the stored answer is checked anew each
 * time. `product` must come from the program itself: the state lies where its user can write.
 * `hardware-changed`: beyond what is still the same machine, activate again. Throws a RangeError where the product's
 * public key is none, which `parseProduct` finds out beforehand. Takes about a tenth of a second.
 */
export function licenceStatus(
  state: WizardState | undefined,
  components: Components,
  product: Product,
): LicenceStatus {
  if (state === undefined) return unlicensed('never-installed')
  const { installation } = state
  if (installation.product !== product.product) return unlicensed('other-product')
  if (state.kind === 'released') return unlicensed('released')
  const present = fingerprintOf(product.product, components)
  if (presentComponents(present) < leastComponents) return unlicensed('too-little-hardware')
  const changed = componentNames.filter((_, i) => present[i] !== installation.hardware[i])
  if (!sameMachine(installation.hardware, present)) {
    return { kind: 'unlicensed', reason: 'hardware-changed', changed }
  }
  if (state.kind === 'waiting') return unlicensed('waiting')
  const answer = createChecker(product.publicKey).check(state.confirmationId, installation.payload)
  return answer.kind === 'genuine'
    ? { kind: 'licensed', changed }
    : unlicensed('answer-does-not-fit')
}

function unlicensed(
  reason: Exclude<
    Extract<LicenceStatus, { readonly kind: 'unlicensed' }>['reason'],
    'hardware-changed'
  >,
): LicenceStatus {
  return { kind: 'unlicensed', reason }
}
