import type { ReadRequest, ReadResult } from '../base/activation.ts'
import type { Keyed } from '../base/keyed.ts'
import {
  type Installation,
  parseInstallationId,
  type Prover,
} from '../identifiers/installation-id.ts'
import { readings, type Books } from '../identifiers/readings/readings.ts'
import { doubtfulGroups } from '../identifiers/readings/survey.ts'
import { createVariety } from '../identifiers/readings/variety.ts'
import { createBreath } from './breath.ts'
import type { KeyName, Ledger, Product } from './ledger.ts'
import { createPlaces } from './places.ts'

export type ReaderDependencies = {
  /** The products in the books. */
  readonly products: Ledger['products']
  readonly proverOf: (name: KeyName) => Prover
  /** How long an entry is read at most, once it has its place; what is likelier is tried first. No limit without it. */
  readonly readWithinInMs?: number
}

/** How many entries are read at a time in the whole process, and how long each may hold the event loop. */
const readAtATime = 4
const stretchInMs = 1

/**
 * Finds the genuine ID in what was keyed: of all that may have been meant, the one whose proof holds. The
 * books tell which keys were minted, and with them a group that was left out can be worked out.
 */
export function createReader({
  products,
  proverOf,
  readWithinInMs = Infinity,
}: ReaderDependencies): (request: ReadRequest) => Promise<ReadResult> {
  const inPlace = createPlaces(readAtATime)
  const proofOf: Books['proofOf'] = (product, serial, head) =>
    proverOf({ product, serial }).proofOf(head)

  const seek = async ({ keyed, atMost }: ReadRequest): Promise<ReadResult> => {
    const variety = createVariety()
    const books = { products: (await products()).map(serialsOf), proofOf }
    const breath = createBreath(stretchInMs)
    const begun = performance.now()
    for (const groups of readings(keyed, books, atMost)) {
      if (breath.isDue()) await breath.take()
      if (performance.now() - begun >= readWithinInMs) break
      if (groups === undefined) continue
      const read = parseInstallationId(groups)
      if (read.kind === 'installation' && proverOf(read).proves(read.payload)) {
        return genuine(read, keyed)
      }
      variety.add(groups)
    }
    if (breath.isDue()) await breath.take()
    const groups = new Set([...variety.places(), ...doubtfulGroups(keyed)])
    return { kind: 'unreadable', groups: [...groups] }
  }

  return (request) => inPlace(() => seek(request))
}

function serialsOf({ number, minted }: Product): Books['products'][number] {
  return { product: number, highestSerial: minted }
}

function genuine(read: Installation, keyed: readonly Keyed[]): ReadResult {
  const digits = read.id.join('')
  const healed = !keyed.some((sequence) => digitsOf(sequence) === digits)
  return read.version === 1
    ? { kind: 'genuine', installationId: read.id, healed }
    : { kind: 'release', releaseId: read.id, healed }
}

function digitsOf(keyed: Keyed): string {
  return keyed.map((item) => (item.kind === 'press' ? item.key : '')).join('')
}
