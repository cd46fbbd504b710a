import type { ReadRequest, ReadResult } from '../base/activation.ts'
import type { Keyed } from '../base/keyed.ts'
import {
  type Installation,
  parseInstallationId,
  type Prover,
} from '../identifiers/installation-id.ts'
import { readings } from '../identifiers/readings/readings.ts'
import { survey } from '../identifiers/readings/survey.ts'
import { type Breath, createBreath } from './breath.ts'
import type { KeyName, Ledger } from './ledger.ts'
import { createPlaces } from './places.ts'

export type ReaderDependencies = {
  readonly ledger: Pick<Ledger, 'products'>
  readonly proverOf: (name: KeyName) => Prover
}

/** How many entries are read at a time in the whole process, and how long each may hold the event loop. */
const readAtATime = 4
const stretchInMs = 2

/** So many readings are tried as they come, whatever key they name. */
const likeliest = 100

/**
 * Finds the genuine ID in what was keyed: of all that may have been meant, the one whose proof holds.
 * Beyond the likeliest, readings of keys that were minted go before all others; `atMost` in all.
 */
export function createReader({
  ledger,
  proverOf,
}: ReaderDependencies): (request: ReadRequest) => Promise<ReadResult> {
  const inPlace = createPlaces(readAtATime)
  const proves = (read: Installation): boolean => proverOf(read).proves(read.payload)

  const firstProved = async (
    reads: readonly Installation[],
    breath: Breath,
  ): Promise<Installation | undefined> => {
    for (const read of reads) {
      if (breath.isDue()) await breath.take()
      if (proves(read)) return read
    }
    return undefined
  }

  const seek = async ({ keyed, atMost }: ReadRequest): Promise<Installation | undefined> => {
    const minted = await serialsOf(ledger)
    const breath = createBreath(stretchInMs)
    const later: Installation[] = []
    let tried = 0
    for (const groups of readings(keyed)) {
      if (breath.isDue()) await breath.take()
      if (groups === undefined) continue
      if (tried === atMost) break
      tried += 1
      const read = parseInstallationId(groups)
      if (read.kind === 'refused') continue
      const isMinted = read.serial <= (minted.get(read.product) ?? 0)
      if (tried > likeliest && !isMinted) later.push(read)
      else if (proves(read)) return read
    }
    return firstProved(later, breath)
  }

  return async (request) => {
    const read = await inPlace(() => seek(request))
    return read === undefined
      ? { kind: 'unreadable', groups: inDoubt(request.keyed) }
      : genuine(read, request.keyed)
  }
}

async function serialsOf(
  ledger: ReaderDependencies['ledger'],
): Promise<ReadonlyMap<number, number>> {
  const products = await ledger.products()
  return new Map(products.map(({ number, minted }) => [number, minted]))
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

/** Of what may have been meant, the sequence of which most fits says what is in doubt. */
function inDoubt(keyed: readonly Keyed[]): readonly number[] {
  const surveys = keyed.map(survey).toSorted((one, other) => other.fitting - one.fitting)
  return surveys[0]?.doubtful ?? []
}
