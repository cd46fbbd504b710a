/**
 * A process of its own on the ledger at the address that is its argument, as JSON: says `ready`; for each line
 * of installation IDs as JSON it activates all of them at once, and prints the results as JSON.
 */
import { createInterface } from 'node:readline'
import type { InstallationId } from '../../src/base/brand.ts'
import type { DatabaseAddress } from '../../src/stores/open-database.ts'
import { openLineAt } from './line.ts'

const line = await openLineAt(JSON.parse(process.argv[2] ?? '') as DatabaseAddress)
process.stdout.write('ready\n')
for await (const text of createInterface(process.stdin)) {
  const ids = JSON.parse(text) as readonly InstallationId[]
  const results = await Promise.all(
    ids.map((installationId) => line.core.activate({ installationId, licences: [] })),
  )
  process.stdout.write(`${JSON.stringify(results)}\n`)
}
await line.close()
