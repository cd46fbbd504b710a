import { createSigner, type Signer } from '../../src/identifiers/confirmation-id.ts'
import type { Components } from '../../src/identifiers/fingerprint.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { begin, type Answer, type WaitingState } from '../../src/wizard/index.ts'
import { example } from './vectors.ts'

const { masterKey, product, productKey, publicKey } = example()

/** What the publisher of the example builds in. */
export const publisher = { product, publicKey, name: 'Example Office' }

/** The hardware of one of many machines of the same model. */
export function machineOf(number: number): Required<Components> {
  return {
    machine: `machine-${String(number)}`,
    board: 'Example Corp Model 7',
    processor: 'Example CPU',
    memory: '16384 MiB',
    disk: `disk-${String(number)}`,
    volume: `volume-${String(number)}`,
    network: `02:00:00:00:00:${number.toString(16).padStart(2, '0')}`,
    firmware: 'Example 1.0',
  }
}

/** Such a machine, waiting for its answer to the example's product key. */
export function waitingOn(components: Components): WaitingState {
  const state = begin({ product: publisher, productKey, components })
  if (state.kind === 'refused') throw new Error(state.reason)
  return state
}

/** The answer that the publisher's line gives. */
export function confirmedFor({ installation }: WaitingState): Answer {
  return {
    kind: 'confirmed',
    installationId: installation.id,
    confirmationId: publishersSigner().sign(installation.payload),
  }
}

/** Signs for the example's product. */
export function publishersSigner(): Signer {
  return createSigner(createSecrets(Buffer.from(masterKey, 'hex')).signingKey(product))
}
