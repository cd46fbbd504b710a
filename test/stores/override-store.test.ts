import { openDatabase } from '../../src/stores/open-database.ts'
import { describeOverrideStore } from '../contracts/override-store.ts'
import { engines, temporaryAddresses } from './engines.ts'

for (const engine of engines) {
  const newAddress = temporaryAddresses(engine)
  describeOverrideStore(engine, async () => openDatabase(await newAddress()))
}
