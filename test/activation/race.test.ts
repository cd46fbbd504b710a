import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { describe, expect, test } from '@jest/globals'
import type { ActivationResult } from '../../src/base/activation.ts'
import type { InstallationId } from '../../src/base/brand.ts'
import type { DatabaseAddress } from '../../src/stores/open-database.ts'
import { engines, temporaryAddresses } from '../stores/engines.ts'
import { firstOf, machine, openLineAt } from './line.ts'

describe.each(engines)('on %s', (engine) => {
  const newAddress = temporaryAddresses(engine)

  test('many machines at once never take more slots than there are', async () => {
    const line = await openLineAt(await newAddress())
    const key = firstOf(await line.mint('mak', 5))
    const ids = Array.from({ length: 20 }, (_, nth) => line.shows(key, machine(nth)))
    const results = await Promise.all(
      ids.map((installationId) => line.core.activate({ installationId, licences: [] })),
    )
    expect(countOf(results)).toEqual({ confirmed: 5, exhausted: 15, again: 0 })
    expect(await line.ledger.key(key)).toMatchObject({ used: 5 })
    await line.close()
  })

  test('one ID sent five times at once costs one slot and gets one answer', async () => {
    const line = await openLineAt(await newAddress())
    const key = firstOf(await line.mint('mak', 5))
    const installationId = line.shows(key, machine(1))
    const results = await Promise.all(
      Array.from({ length: 5 }, () => line.core.activate({ installationId, licences: [] })),
    )
    expect(countOf(results)).toEqual({ confirmed: 1, exhausted: 0, again: 4 })
    expect(new Set(results.map(answerOf)).size).toBe(1)
    expect(await line.ledger.key(key)).toMatchObject({ used: 1 })
    await line.close()
  })

  test('three processes on one ledger never take more slots than there are', async () => {
    const address = await newAddress()
    const line = await openLineAt(address)
    const key = firstOf(await line.mint('mak', 20))
    const idsOf = (from: number, count: number): readonly InstallationId[] =>
      Array.from({ length: count }, (_, nth) => line.shows(key, machine(from + nth)))
    // The first ten machines ask all three; of the others each asks one.
    const shared = idsOf(0, 10)
    const asked = [10, 20, 30].map((from) => [...shared, ...idsOf(from, 10)])

    const processes = await Promise.all(asked.map(() => startProcess(address)))
    const results = await Promise.all(processes.map(({ ask }, nth) => ask(asked[nth] ?? [])))
    for (const { end } of processes) end()

    const all = results.flat()
    const { confirmed, exhausted, again } = countOf(all)
    expect(confirmed).toBe(20)
    expect(exhausted + again).toBe(40)
    expect(await line.ledger.key(key)).toMatchObject({ used: 20, limit: 20 })
    for (const [nth] of shared.entries()) {
      const answers = results
        .map((ofOne) => ofOne[nth])
        .filter((result) => result?.kind === 'confirmed')
      expect(new Set(answers.map((result) => result && answerOf(result))).size).toBeLessThan(2)
    }
    await line.close()
  }, 30_000)

  test('what was confirmed stands, though the process was killed right after', async () => {
    const address = await newAddress()
    const before = await openLineAt(address)
    const key = firstOf(await before.mint('mak', 5))
    const ids = [1, 2, 3].map((nth) => before.shows(key, machine(nth)))
    await before.close()

    const { ask, kill } = await startProcess(address)
    const told = await ask(ids)
    await kill()

    const after = await openLineAt(address)
    const again = await Promise.all(
      ids.map((installationId) => after.core.activate({ installationId, licences: [] })),
    )
    expect(await after.ledger.key(key)).toMatchObject({ used: 3 })
    await after.close()
    expect(again.map(answerOf)).toEqual(told.map(answerOf))
    expect(countOf(again)).toEqual({ confirmed: 0, again: 3, exhausted: 0 })
  })

  test('two processes minting at once give every key its own serial', async () => {
    const address = await newAddress()
    const [one, other] = [await openLineAt(address), await openLineAt(address)]
    const minted = await Promise.all([
      one.mint('retail', 1, 600),
      other.mint('retail', 1, 600),
      one.mint('retail', 1, 1),
    ])
    const serials = minted.flat().map(({ serial }) => serial)
    expect(serials.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 1_201 }, (_, index) => index + 1),
    )
    await Promise.all([one.close(), other.close()])
  })
})

const program = new URL('activate-many.ts', import.meta.url).pathname

type Started = {
  readonly ask: (ids: readonly InstallationId[]) => Promise<readonly ActivationResult[]>
  readonly end: () => void
  readonly kill: () => Promise<void>
}

async function startProcess(address: DatabaseAddress): Promise<Started> {
  const child = spawn(process.execPath, [program, JSON.stringify(address)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('ready')
  return {
    ask: async (ids) => {
      child.stdin.write(`${JSON.stringify(ids)}\n`)
      return JSON.parse(String((await lines.next()).value)) as readonly ActivationResult[]
    },
    end: () => void child.stdin.end(),
    kill: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    },
  }
}

function countOf(results: readonly ActivationResult[]): {
  readonly confirmed: number
  readonly again: number
  readonly exhausted: number
} {
  const count = (is: (result: ActivationResult) => boolean): number => results.filter(is).length
  return {
    confirmed: count((result) => result.kind === 'confirmed' && !result.reactivation),
    again: count((result) => result.kind === 'confirmed' && result.reactivation),
    exhausted: count((result) => result.kind === 'refused' && result.reason === 'exhausted'),
  }
}

function answerOf(result: ActivationResult): string {
  return result.kind === 'confirmed'
    ? `${result.confirmationId.join('')} ${result.caseNumber}`
    : result.reason
}
