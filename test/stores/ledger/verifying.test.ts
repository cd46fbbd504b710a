import { describeVerifying } from '../../contracts/verifying.ts'
import { engines, temporaryAddresses } from '../engines.ts'

for (const engine of engines) describeVerifying(engine, temporaryAddresses(engine))
