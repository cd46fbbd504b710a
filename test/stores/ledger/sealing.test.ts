import { describeSealing } from '../../contracts/sealing.ts'
import { engines, temporaryAddresses } from '../engines.ts'

for (const engine of engines) describeSealing(engine, temporaryAddresses(engine))
