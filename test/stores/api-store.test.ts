import { openDatabase } from '../../src/stores/open-database.ts'
import { describeApiStore } from '../contracts/api-store.ts'
import { engines, temporaryAddresses } from './engines.ts'

for (const engine of engines) {
  const newAddress = temporaryAddresses(engine)
  describeApiStore(engine, async () => openDatabase(await newAddress()))
}
