import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { seededChance } from '../../src/phone/chance.ts'
import { openDatabase, type DatabaseAddress } from '../../src/stores/open-database.ts'
import { anyMachine, firstOf, openLineAt } from '../activation/line.ts'
import { differencesOf } from '../activation/verified.ts'
import { startWorker, type Worker } from '../activation/workers.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { keepCluster } from '../support/postgres-own.ts'

const newFolder = temporaryFolders()

const kills = 25
const machines = 1_500
const atATime = 32

describe('killed twenty-five times while it activates', () => {
  test('a line on SQLite loses nothing that it confirmed, and counts nothing twice', async () => {
    const address: DatabaseAddress = { kind: 'sqlite', file: join(newFolder(), 'line.db') }
    const found = await rageAgainst(address, async (restart) => restart())
    expect(found).toEqual({ ...clean, killed: kills })
  }, 300_000)

  test('a line on Postgres neither, though Postgres itself is killed every other time', async () => {
    const cluster = await keepCluster()
    const address: DatabaseAddress = { kind: 'postgres', url: cluster.url }
    let nth = 0
    const found = await rageAgainst(address, async (restart) => {
      nth += 1
      if (nth % 2 === 0) return restart()
      await cluster.kill()
      await cluster.start()
    })
    await cluster.close()
    expect(found).toEqual({ ...clean, killed: kills })
  }, 300_000)
})

type Findings = {
  readonly killed: number
  /** Answers that a client received and the ledger does not have, or has otherwise. */
  readonly lost: number
  /** Slots beyond one for each machine that is in the ledger. */
  readonly twice: number
  readonly unanswered: number
  readonly used: number
  /** Between the sealed audit and the tables. */
  readonly differences: number
}

const clean = { lost: 0, twice: 0, unanswered: 0, used: machines, differences: 0 }

/** Activates all machines, kills at random moments, and says what the ledger then holds. */
async function rageAgainst(
  address: DatabaseAddress,
  kill: (restart: () => Promise<void>) => Promise<void>,
): Promise<Findings> {
  const line = await openLineAt(address)
  const key = firstOf(await line.mint('mak', machines + 100))
  await line.close()

  const chance = seededChance(25)
  const moments = new Set<number>()
  while (moments.size < kills) moments.add(1 + chance.below(machines - atATime - 1))
  let worker: Worker = await startWorker(address)
  let isUp = Promise.resolve()
  let killed = 0
  const answers = new Map<number, string>()

  const restart = async (): Promise<void> => {
    await worker.kill()
    worker = await startWorker(address)
  }

  const next = Array.from({ length: machines }, (_, nth) => nth).values()
  const client = async (): Promise<void> => {
    for (const nth of next) {
      const installationId = line.shows(key, anyMachine(nth))
      while (!answers.has(nth)) {
        await isUp
        const told = await worker.ask({ nth, installationId })
        if (told !== undefined && 'answer' in told) answers.set(nth, told.answer)
      }
      if (moments.delete(answers.size)) {
        killed += 1
        isUp = isUp.then(() => kill(restart))
      }
    }
  }
  await Promise.all(Array.from({ length: atATime }, client))
  await isUp
  await worker.end()
  return { killed, ...(await compare(address, answers, { key, line })) }
}

/** Asks for everything once more: whatever stands there is the same machine again, with the same answer. */
async function compare(
  address: DatabaseAddress,
  answers: ReadonlyMap<number, string>,
  { key, line }: { readonly key: Named; readonly line: Awaited<ReturnType<typeof openLineAt>> },
): Promise<Omit<Findings, 'killed'>> {
  const again = await openLineAt(address)
  let lost = 0
  for (const [nth, answer] of answers) {
    const installationId = line.shows(key, anyMachine(nth))
    const result = await again.core.activate({ installationId, licences: [] })
    const isSame =
      result.kind === 'confirmed' &&
      result.reactivation &&
      result.confirmationId.join('') === answer
    lost += isSame ? 0 : 1
  }
  const standing = await again.ledger.key(key)
  const differences = await differencesOf(again)
  await again.close()

  const database = await openDatabase(address)
  const { rows } = await sql<{ readonly count: number }>`select count(*) as count
    from activations where released_at is null`.execute(database)
  await database.destroy()
  const count = rows[0]?.count ?? 0
  return {
    lost,
    twice: count - machines,
    unanswered: machines - answers.size,
    used: standing?.used ?? 0,
    differences: differences.length,
  }
}

type Named = { readonly product: number; readonly serial: number }
