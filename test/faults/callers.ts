import { createSigner } from '../../src/identifiers/confirmation-id.ts'
import { makeInstallationId, parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { createLedgerCore } from '../../src/activation/ledger-core.ts'
import { createKeyring } from '../../src/activation/keyring.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import { seededChance, type CallerName } from '../../src/phone/index.ts'
import type { ServedNumber } from '../../src/calls/numbers-file.ts'
import { keys, masterKey, product } from '../support/whole-line.ts'
import type { PromptKey } from '../../src/phone/understand/meaning.ts'

/** What a caller must hear in the end: his answer, or the refusal that his key deserves. */
export type Deserved =
  | { readonly kind: 'answer'; readonly blocks: readonly string[] }
  | { readonly kind: 'refusal'; readonly prompt: PromptKey }

/** Somebody who calls, with one machine. */
export type Caller = {
  readonly seed: number
  readonly name: CallerName
  readonly from: string
  readonly to: string
  readonly groups: readonly string[]
  readonly serial: number
  readonly hardware: Uint8Array
  readonly deserved: Deserved
}

/** How people key, in per cent; two in a hundred hang up in the midst of it and call back. */
const names: readonly (readonly [CallerName, number])[] = [
  ['fluent', 26],
  ['average', 26],
  ['hash', 14],
  ['waiting', 14],
  ['slips', 10],
  ['mobile', 8],
  ['hangs-up', 2],
]

/** Keys of three machines that are full, and keys that were stolen. */
const full = { first: keys.few.first, count: 20 }
const stolen = { first: full.first + full.count, count: 20 }

/** Fills the full keys and blocks the stolen ones. */
export async function prepareKeys(ledger: Ledger): Promise<void> {
  const chance = seededChance(1)
  const core = createLedgerCore({
    ledger,
    keyring: createKeyring([masterKey]),
    now: Date.now,
    drawCaseNumber: () => drawCaseNumber(() => chance.below(10_000_000)),
  })
  for (let nth = 0; nth < full.count; nth += 1) {
    for (let machine = 0; machine < keys.few.limit; machine += 1) {
      const hardware = new Uint8Array(8).fill(200 + machine)
      await core.activate({
        installationId: madeWith(owner, full.first + nth, hardware),
        licences: [],
      })
    }
    const name = { product, serial: stolen.first + nth }
    await ledger.block(name, 'stolen', { by: 'test', at: Date.now() })
  }
}

/** The same seed, the same caller; nobody else has his machine or his number. */
export function callerOf(seed: number, numbers: readonly ServedNumber[]): Caller {
  const chance = seededChance(seed)
  const way = chance.next()
  const serials = way < 0.05 ? full : way < 0.1 ? stolen : keys.many
  const serial = serials.first + chance.below(serials.count)
  const hardware = Uint8Array.from({ length: 8 }, () => 1 + chance.below(190))
  const isForged = way >= 0.1 && way < 0.15
  const groups = madeWith(isForged ? forger : owner, serial, hardware)
  return {
    seed,
    name: drawName(chance.next()),
    from: chance.happens(0.06) ? 'anonymous' : `+4479${String(seed).padStart(8, '0')}`,
    to: numbers[chance.below(numbers.length)]?.number ?? '',
    groups,
    serial,
    hardware,
    deserved: isForged
      ? refusal('refused.forged')
      : serials === full
        ? refusal('refused.exhausted')
        : serials === stolen
          ? refusal('refused.blocked-stolen')
          : { kind: 'answer', blocks: signer.sign(payloadOf(groups)) },
  }
}

const owner = createSecrets(masterKey)
const forger = createSecrets(new Uint8Array(32).fill(9))
const signer = createSigner(owner.signingKey(product))

function refusal(prompt: PromptKey): Deserved {
  return { kind: 'refusal', prompt }
}

function drawName(share: number): CallerName {
  let left = share * 100
  for (const [name, percent] of names) {
    left -= percent
    if (left < 0) return name
  }
  return 'fluent'
}

function madeWith(
  secrets: typeof owner,
  serial: number,
  hardware: Uint8Array,
): ReturnType<typeof makeInstallationId> {
  return makeInstallationId({
    product,
    serial,
    secret: secrets.keySecret(product, serial),
    hardware,
  })
}

function payloadOf(groups: readonly string[]): Parameters<typeof signer.sign>[0] {
  const installation = parseInstallationId(groups)
  if (installation.kind === 'refused') throw new Error('no installation ID')
  return installation.payload
}
