import { openDatabase } from '../../src/stores/open-database.ts'
import { describeRules } from '../contracts/activation-rules.ts'
import { engines, temporaryAddresses } from '../stores/engines.ts'

for (const engine of engines) {
  const newAddress = temporaryAddresses(engine)
  describeRules(engine, async () => openDatabase(await newAddress()))
}
