import { openDatabase } from '../../src/stores/open-database.ts'
import { describeOperatorStore } from '../contracts/operator-store.ts'
import { engines, temporaryAddresses } from './engines.ts'

for (const engine of engines) {
  const newAddress = temporaryAddresses(engine)
  describeOperatorStore(engine, async () => openDatabase(await newAddress()))
}
