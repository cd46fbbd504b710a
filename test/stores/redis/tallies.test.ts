import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { books } from '../../../src/calls/limits-policy.ts'
import type { Tallies } from '../../../src/calls/counting.ts'
import { openRedis } from '../../../src/stores/redis/open-redis.ts'
import type { Redis } from '../../../src/stores/redis/redis.ts'
import { createTallies } from '../../../src/stores/redis/tallies.ts'
import { talliesContract } from '../../contracts/tallies.ts'
import { keepRedis, type Redises } from '../../support/redis.ts'

describe.each(['single', 'cluster'] as const)('tries counted in Redis, %s', (topology) => {
  let servers: Redises
  beforeAll(async () => {
    servers = await keepRedis(topology)
  })
  const opened: Redis[] = []
  afterAll(async () => {
    for (const redis of opened) await redis.close()
    await servers.close()
  })

  const openTallies = async (): Promise<Tallies> => {
    const redis = await openRedis(servers.address)
    opened.push(redis)
    return createTallies(redis)
  }

  talliesContract(async () => ({ tallies: await openTallies(), close: async () => {} }))

  test('two processes count together, and a name is forgotten by itself, however often it was tried', async () => {
    const [one, other] = await Promise.all([openTallies(), openTallies()])
    await one.add('callers', 'both')
    const half = books.callers.forMs / 2
    await servers.age(half)
    const { count, forgottenInMs } = await other.add('callers', 'both')
    expect(count).toBe(2)
    expect(forgottenInMs).toBeLessThanOrEqual(half)
    await servers.age(half)
    expect((await one.read('callers', 'both')).count).toBe(0)
  })
})
