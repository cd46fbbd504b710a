/** A process that writes entries and seals them, both without end, and says how many it has written. */
import { createSeal } from '../../../src/activation/audit-seal.ts'
import { createSecrets } from '../../../src/identifiers/secrets.ts'
import { openLedger } from '../../../src/stores/ledger/ledger.ts'
import { type DatabaseAddress, openDatabase } from '../../../src/stores/open-database.ts'

const address = JSON.parse(process.argv[2] ?? '') as DatabaseAddress
const ledger = await openLedger(await openDatabase(address))
const seal = createSeal(createSecrets(new Uint8Array(32).fill(7)))

async function write(): Promise<never> {
  for (let serial = 1; ; serial += 1) {
    await ledger.note({ kind: 'refused', product: 1, serial, reason: 'blocked', at: 1_000 })
    process.stdout.write(`${serial}\n`)
  }
}

async function sealOn(): Promise<never> {
  for (;;) await ledger.seal(seal, 3)
}

await Promise.all([write(), sealOn()])
