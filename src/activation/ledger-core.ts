import type {
  ActivationCore,
  ActivationRequest,
  ActivationResult,
  ExtensionRequest,
  ExtensionResult,
  Refused,
  ReleaseRequest,
  ReleaseResult,
} from '../base/activation.ts'
import type { CaseNumber, InstallationId } from '../base/brand.ts'
import { type Installation, parseInstallationId } from '../identifiers/installation-id.ts'
import { createDecide } from './decide.ts'
import type { Keyring } from './keyring.ts'
import type { KeyName, Ledger } from './ledger.ts'
import { createProvers } from './provers.ts'
import { createReader } from './reader.ts'
import { createSecretsOfProducts } from './secrets-of-products.ts'
import { refusalOf, refused, settle } from './settle.ts'
import { settleExtension } from './settle-extension.ts'
import { settleRelease } from './settle-release.ts'
import { createSigners } from './signers.ts'

export type LedgerCoreDependencies = {
  readonly ledger: Ledger
  readonly keyring: Keyring
  /** ms since 1970 */
  readonly now: () => number
  /** By chance; the core draws again where one is in use. */
  readonly drawCaseNumber: () => CaseNumber
  /** See `reader.ts`. */
  readonly readWithinInMs?: number
}

/**
 * The activation core on the publisher's own ledger and master key. Nothing that depends on the ledger is
 * answered before the ID's proof holds; what is confirmed is in the ledger before it is answered; of release
 * IDs it signs none (`unknown-version`). Throws the faults `database-unusable` and `master-key-wrong`.
 */
export function createLedgerCore(dependencies: LedgerCoreDependencies): ActivationCore {
  const { ledger, keyring, now, readWithinInMs } = dependencies
  const secrets = createSecretsOfProducts(keyring, ledger)
  const proverOf = createProvers(secrets.of)
  const signerOf = createSigners(secrets.of)
  const decide = createDecide(dependencies)

  const genuine = async (
    groups: InstallationId,
    versions: readonly Installation['version'][],
  ): Promise<Installation | Refused> => {
    const installation = parseInstallationId(groups)
    if (installation.kind === 'refused') return installation
    if (!versions.includes(installation.version)) return refused({ reason: 'unknown-version' })
    await secrets.load(installation.product)
    return proverOf(installation).proves(installation.payload)
      ? installation
      : refused({ reason: 'forged' })
  }

  /** A genuine ID that is refused is written down: who objects is found by it. */
  const refuse = async (
    { product, serial }: KeyName,
    refusal: Refused,
    caseNumber: CaseNumber | undefined,
  ): Promise<Refused> => {
    const { reason } = refusal
    const named = caseNumber && { caseNumber }
    await ledger.note({ kind: 'refused', product, serial, reason, ...named, at: now() })
    return refusal
  }

  const activate = async (request: ActivationRequest): Promise<ActivationResult> => {
    const installation = await genuine(request.installationId, [1])
    if (installation.kind === 'refused') return installation
    const { hardware } = installation
    const { licences, country } = request
    const circumstances = { licences, country, hardware }
    const settled = await decide({
      name: installation,
      hardware,
      caseNumber: request.caseNumber,
      refusalOf: (standing) => refusalOf(standing, circumstances),
      settle: ({ standing, past, ...ground }) =>
        settle(standing, past, { ...circumstances, ...ground }),
    })
    if (settled.kind === 'refused') return refuse(installation, settled, request.caseNumber)
    const confirmationId = signerOf(installation.product).sign(installation.payload)
    const { id: installationId } = installation
    return { kind: 'confirmed', installationId, confirmationId, ...settled.confirmed }
  }

  const release = async ({
    releaseId,
    caseNumber,
    operator,
  }: ReleaseRequest): Promise<ReleaseResult> => {
    const installation = await genuine(releaseId, operator === undefined ? [2] : [1, 2])
    if (installation.kind === 'refused') return installation
    const settled = await decide({
      name: installation,
      hardware: installation.hardware,
      caseNumber,
      refusalOf: () => undefined,
      settle: (ground) => settleRelease(ground, operator),
    })
    return settled.kind === 'refused' ? refuse(installation, settled, caseNumber) : settled.released
  }

  const requestExtension = async ({
    installationId,
    caseNumber,
  }: ExtensionRequest): Promise<ExtensionResult> => {
    const installation = await genuine(installationId, [1])
    if (installation.kind === 'refused') return installation
    const settled = await decide({
      name: installation,
      hardware: installation.hardware,
      caseNumber,
      needsHistory: true,
      refusalOf: () => undefined,
      settle: settleExtension,
    })
    return settled.kind === 'refused'
      ? refuse(installation, settled, caseNumber)
      : settled.requested
  }

  return {
    read: createReader({
      products: secrets.products,
      proverOf,
      ...(readWithinInMs !== undefined && { readWithinInMs }),
    }),
    activate,
    release,
    requestExtension,
    health: async () => {
      try {
        return (await ledger.isReady()) ? 'ready' : 'unable'
      } catch {
        return 'unable'
      }
    },
  }
}
