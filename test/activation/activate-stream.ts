/**
 * A process of its own on the ledger at the address that is its argument, as JSON. For each line, a number and
 * an installation ID, it activates that ID and at once says what came of it, as JSON; as many at a time as it
 * was given.
 */
import { createInterface } from 'node:readline'
import type { CaseNumber, InstallationId } from '../../src/base/brand.ts'
import type { DatabaseAddress } from '../../src/stores/open-database.ts'
import { openLineAt } from './line.ts'
import type { Asked, Told } from './workers.ts'

const line = await openLineAt(JSON.parse(process.argv[2] ?? '') as DatabaseAddress)
process.stdout.write('ready\n')

const inHand = new Set<Promise<void>>()
for await (const text of createInterface(process.stdin)) {
  const work = activate(JSON.parse(text) as Asked).then((told) => {
    inHand.delete(work)
    process.stdout.write(`${JSON.stringify(told)}\n`)
  })
  inHand.add(work)
}
await Promise.all(inHand)
await line.close()

async function activate({ nth, installationId }: Asked): Promise<Told> {
  try {
    const result = await line.core.activate({
      installationId: installationId as InstallationId,
      licences: [],
      caseNumber: String(10_000_000 + nth) as CaseNumber,
    })
    return result.kind === 'confirmed'
      ? { nth, answer: result.confirmationId.join(''), reactivation: result.reactivation }
      : { nth, answer: result.reason }
  } catch (error) {
    return { nth, fault: error instanceof Error ? error.message : String(error) }
  }
}
