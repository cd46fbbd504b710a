import { afterAll, beforeAll, describe } from '@jest/globals'
import type { CallStore } from '../../../src/calls/call-store.ts'
import { createCallStore } from '../../../src/stores/redis/call-store.ts'
import { openRedis } from '../../../src/stores/redis/open-redis.ts'
import { describeCallStore } from '../../contracts/call-store.ts'
import { keepRedis, type Redises } from '../../support/redis.ts'

describe.each(['single', 'sentinel', 'cluster'] as const)('in Redis, %s', (topology) => {
  let servers: Redises
  beforeAll(async () => {
    servers = await keepRedis(topology)
  })
  afterAll(() => servers.close())

  describeCallStore(
    `Redis, ${topology}`,
    async () => {
      await servers.clear()
      const again = async (): Promise<CallStore> =>
        createCallStore(await openRedis(servers.address))
      return { store: await again(), again }
    },
    (ms) => servers.age(ms),
  )
})
