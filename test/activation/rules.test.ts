import { describeRules } from '../contracts/activation-rules.ts'
import { engines, temporaryAddresses } from '../stores/engines.ts'
import { openLineBehindHttp } from './behind-http.ts'
import { openLineAt } from './line.ts'

for (const engine of engines) {
  const newAddress = temporaryAddresses(engine)
  describeRules(`in ${engine}`, async () => openLineAt(await newAddress()))
}

const newAddress = temporaryAddresses('sqlite')
describeRules('at another server', async () => openLineBehindHttp(await newAddress()))
