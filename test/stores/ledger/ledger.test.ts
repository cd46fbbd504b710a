import { openDatabase } from '../../../src/stores/open-database.ts'
import { describeLedger } from '../../contracts/ledger.ts'
import { engines, temporaryAddresses } from '../engines.ts'

for (const engine of engines) {
  const newAddress = temporaryAddresses(engine)
  describeLedger(engine, async () => openDatabase(await newAddress()))
}
