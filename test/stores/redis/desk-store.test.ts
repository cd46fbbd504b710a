import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { DeskStore } from '../../../src/operators/desk/desk-store.ts'
import { createDeskStore } from '../../../src/stores/redis/desk-store.ts'
import { openRedis } from '../../../src/stores/redis/open-redis.ts'
import type { Redis } from '../../../src/stores/redis/redis.ts'
import { aContact } from '../../contracts/a-contact.ts'
import { describeDeskStore } from '../../contracts/desk-store.ts'
import { keepRedis, type Redises } from '../../support/redis.ts'

describe.each(['single', 'cluster'] as const)('in Redis, %s', (topology) => {
  let servers: Redises
  const opened: Redis[] = []
  beforeAll(async () => {
    servers = await keepRedis(topology)
  })
  afterEach(async () => {
    for (const redis of opened.splice(0)) await redis.close()
  })
  afterAll(() => servers.close())

  describeDeskStore(`Redis, ${topology}`, async () => {
    await servers.clear()
    const again = async (): Promise<DeskStore> => {
      const redis = await openRedis(servers.address)
      opened.push(redis)
      return createDeskStore(redis, 1_798_761_600_000)
    }
    return { store: await again(), again }
  })

  test('a change whose answer was lost was made, by him who made it and by nobody else', async () => {
    await servers.clear()
    const redis = await openRedis(servers.address)
    opened.push(redis)
    const write: Redis['write'] = async (key, command) => {
      await redis.write(key, command)
      return redis.write(key, command)
    }
    const twice = createDeskStore({ ...redis, write }, 0)
    const contact = await twice.enter(aContact('a'))
    expect(await twice.change(contact)).toMatchObject({ kind: 'changed' })
    expect(await createDeskStore(redis, 0).change(contact)).toMatchObject({ kind: 'stale' })
    expect(await twice.say(contact.id, { from: 'line', text: '', at: 0 })).toBe(1)
  })
})
