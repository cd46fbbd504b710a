import { describe, expect, test } from '@jest/globals'
import type { DatabaseAddress } from '../../src/stores/open-database.ts'
import { engines, temporaryAddresses } from '../stores/engines.ts'
import { anyMachine, firstOf, type KeyOfProduct, type Line, openLineAt } from './line.ts'
import { differencesOf } from './verified.ts'
import { startWorker, type Told, type Worker } from './workers.ts'

const atATime = 64
const processes = { sqlite: 1, postgres: 4 }

describe.each(engines)('under load, with the books in %s', (engine) => {
  const newAddress = temporaryAddresses(engine)

  /** A ledger with one MAK, and the workers on it. */
  const open = async (limit: number): Promise<Stage> => {
    const address = await newAddress()
    const line = await openLineAt(address)
    const key = firstOf(await line.mint('mak', limit))
    const workers = await startWorkers(address, processes[engine])
    return {
      line,
      key,
      workers,
      close: async () => {
        await Promise.all(workers.map(({ end }) => end()))
        await line.close()
      },
    }
  }

  test('of a thousand machines that want one of fifty slots fifty get one', async () => {
    const { line, key, workers, close } = await open(50)
    const told = await askAll(workers, 1_000, (nth) => line.shows(key, anyMachine(nth)))
    const answers = told.map((one) => ('answer' in one ? one.answer : one.fault))
    const confirmed = answers.filter((answer) => /^\d{56}$/.test(answer))
    expect(confirmed).toHaveLength(50)
    expect(answers.filter((answer) => answer === 'exhausted')).toHaveLength(950)
    expect(new Set(confirmed).size).toBe(50)
    expect(await line.ledger.key(key)).toMatchObject({ used: 50, limit: 50 })
    expect(await differencesOf(line)).toEqual([])
    await close()
  }, 240_000)

  test('two hundred IDs, each sent five times at once, take two hundred slots', async () => {
    const { line, key, workers, close } = await open(1_000)
    const told = await askAll(workers, 1_000, (nth) => line.shows(key, anyMachine(nth % 200)))
    expect(told.filter((one) => 'answer' in one && one.reactivation === false)).toHaveLength(200)
    const answers = Map.groupBy(told, ({ nth }) => nth % 200)
    for (const [, five] of answers) {
      expect(new Set(five.map((one) => ('answer' in one ? one.answer : one.fault))).size).toBe(1)
    }
    expect(await line.ledger.key(key)).toMatchObject({ used: 200 })
    expect(await differencesOf(line)).toEqual([])
    await close()
  }, 240_000)
})

type Stage = {
  readonly line: Line
  readonly key: KeyOfProduct
  readonly workers: readonly Worker[]
  readonly close: () => Promise<void>
}

async function startWorkers(address: DatabaseAddress, count: number): Promise<readonly Worker[]> {
  return Promise.all(Array.from({ length: count }, () => startWorker(address)))
}

/** Asks so many times, 64 at a time over all workers; the five of one ID go to workers of their own. */
async function askAll(
  workers: readonly Worker[],
  count: number,
  idOf: (nth: number) => readonly string[],
): Promise<readonly Told[]> {
  const told: Told[] = []
  // The copies of one ID stand beside each other, so that they are asked for at once.
  const order = Array.from(
    { length: count },
    (_, place) => (place % 5) * (count / 5) + Math.floor(place / 5),
  )
  const next = order.values()
  const client = async (): Promise<void> => {
    for (const nth of next) {
      const worker = workers[nth % workers.length]
      const answer = await worker?.ask({ nth, installationId: idOf(nth) })
      if (answer === undefined) throw new Error('a worker ended')
      told.push(answer)
    }
  }
  await Promise.all(Array.from({ length: atATime }, client))
  return told
}
