import type { InstallationId } from '../../src/base/brand.ts'
import type { Keyed } from '../../src/base/keyed.ts'
import {
  createProver,
  makeInstallationId,
  parseInstallationId,
  type Prover,
} from '../../src/identifiers/installation-id.ts'
import { readings, type Books } from '../../src/identifiers/readings/readings.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { withSlips } from '../../src/phone/callers/slips.ts'
import type { Chance } from '../../src/phone/index.ts'

const secrets = createSecrets(new Uint8Array(32).fill(7))
const product = 42
const highestSerial = 5_000
const mostProvers = 4_096

/** The ID of a machine that nobody knows, with a key that was minted; or with a key of another publisher. */
export function drawId(chance: Chance, of: 'ours' | 'theirs' = 'ours'): InstallationId {
  const serial = 1 + chance.below(highestSerial)
  const hardware = Uint8Array.from({ length: 8 }, () => 1 + chance.below(255))
  const theirs = Uint8Array.from({ length: 8 }, (_, at) => chance.below(at === 0 ? 16 : 256))
  const secret = of === 'ours' ? secrets.keySecret(product, serial) : theirs
  return makeInstallationId({ product, serial, secret, hardware })
}

/** The keys of an ID with so many slips of the mix in `identifiers.md`, in one run. */
export function keysWithSlips(id: readonly string[], count: number, chance: Chance): string {
  return withSlips(id, count, chance)
    .map(({ keys }) => keys)
    .join('')
}

/** What reading came to: an ID and after how many readings, or none. Trials of left-out groups count, too. */
export type Healing = { readonly id: readonly string[] | undefined; readonly readings: number }

/** Reads as the core does, with its books and its proofs. `onYield`: after each `next()` of the generator. */
export function heal(
  alternatives: readonly Keyed[],
  atMost = 20_000,
  onYield?: () => void,
): Healing {
  let tried = 0
  const counting: Books = {
    ...books,
    proofOf: (...head) => {
      tried++
      return books.proofOf(...head)
    },
  }
  for (const groups of readings(alternatives, counting, atMost)) {
    onYield?.()
    if (groups === undefined) continue
    tried++
    const read = parseInstallationId(groups)
    if (read.kind === 'installation' && proverOf(read.product, read.serial).proves(read.payload)) {
      return { id: groups, readings: tried }
    }
  }
  onYield?.()
  return { id: undefined, readings: tried }
}

const books: Books = {
  products: [
    { product: 7, highestSerial: 300 },
    { product, highestSerial },
  ],
  proofOf: (one, serial, head) => proverOf(one, serial).proofOf(head),
}

const provers = new Map<number, Prover>()

function proverOf(one: number, serial: number): Prover {
  const name = one * 2 ** 30 + serial
  const prover = provers.get(name) ?? createProver(secrets.keySecret(one, serial))
  if (provers.size >= mostProvers) provers.clear()
  provers.set(name, prover)
  return prover
}
