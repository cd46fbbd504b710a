import type { ActivationCore, ActivationRequest, ActivationResult } from '../base/activation.ts'
import type { CaseNumber } from '../base/brand.ts'
import { createSigner, type Signer } from '../identifiers/confirmation-id.ts'
import { parseInstallationId } from '../identifiers/installation-id.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import type { Ledger } from './ledger.ts'
import { createProvers } from './provers.ts'
import { createReader } from './reader.ts'
import { settle } from './settle.ts'

export type LedgerCoreDependencies = {
  readonly ledger: Ledger
  readonly secrets: Secrets
  /** ms since 1970 */
  readonly now: () => number
  /** By chance; the core draws again where one is in use. */
  readonly drawCaseNumber: () => CaseNumber
}

/**
 * The activation core on the publisher's own ledger and master key. Nothing that depends on the ledger is
 * answered before the ID's proof holds; what is confirmed is in the ledger before it is answered; of release
 * IDs it signs none (`unknown-version`). Throws the fault `database-unusable`.
 */
export function createLedgerCore(dependencies: LedgerCoreDependencies): ActivationCore {
  const { ledger, secrets } = dependencies
  const proverOf = createProvers(secrets)
  const signerOf = createSigners(secrets)

  const activate = async (request: ActivationRequest): Promise<ActivationResult> => {
    const installation = parseInstallationId(request.installationId)
    if (installation.kind === 'refused') return installation
    if (installation.version !== 1) return { kind: 'refused', reason: 'unknown-version' }
    if (!proverOf(installation).proves(installation.payload)) {
      return { kind: 'refused', reason: 'forged' }
    }
    const settled = await ledger.atomically((books) =>
      settle(books, installation, {
        licences: request.licences,
        caseNumber: request.caseNumber,
        drawCaseNumber: dependencies.drawCaseNumber,
        at: dependencies.now(),
      }),
    )
    if (settled.kind === 'refused') return settled
    const confirmationId = signerOf(installation.product).sign(installation.payload)
    return { ...settled, kind: 'confirmed', installationId: installation.id, confirmationId }
  }

  return {
    read: createReader({ ledger, proverOf }),
    activate,
    health: async () => {
      try {
        await ledger.atomically((books) => books.product(0))
        return 'ready'
      } catch {
        return 'unable'
      }
    },
  }
}

function createSigners(secrets: Secrets): (product: number) => Signer {
  const kept = new Map<number, Signer>()
  return (product) => {
    const signer = kept.get(product) ?? createSigner(secrets.signingKey(product))
    kept.set(product, signer)
    return signer
  }
}
