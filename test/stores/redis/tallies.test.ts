import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { books } from '../../../src/calls/limits-policy.ts'
import { openRedis } from '../../../src/stores/redis/open-redis.ts'
import { createTallies } from '../../../src/stores/redis/tallies.ts'
import { talliesContract } from '../../contracts/tallies.ts'
import { keepRedis, type Redises } from '../../support/redis.ts'

describe.each(['single', 'cluster'] as const)('tries counted in Redis, %s', (topology) => {
  let servers: Redises
  beforeAll(async () => {
    servers = await keepRedis(topology)
  })
  afterAll(() => servers.close())

  talliesContract(async () => {
    const redis = await openRedis(servers.address)
    return { tallies: createTallies(redis), close: redis.close }
  })

  test('two processes count together, and a name is forgotten by itself, however often it was tried', async () => {
    const [one, other] = await Promise.all([openRedis(servers.address), openRedis(servers.address)])
    await createTallies(one).add('callers', 'both')
    const half = books.callers.forMs / 2
    await servers.age(half)
    const { count, forgottenInMs } = await createTallies(other).add('callers', 'both')
    expect(count).toBe(2)
    expect(forgottenInMs).toBeLessThanOrEqual(half)
    await servers.age(half)
    expect((await createTallies(one).read('callers', 'both')).count).toBe(0)
    await Promise.all([one.close(), other.close()])
  })
})
