import { openDatabase } from '../../src/stores/open-database.ts'
import { describeFigures } from '../contracts/figures.ts'
import { engines, temporaryAddresses } from './engines.ts'

for (const engine of engines) {
  const newAddress = temporaryAddresses(engine)
  describeFigures(engine, async () => openDatabase(await newAddress()))
}
