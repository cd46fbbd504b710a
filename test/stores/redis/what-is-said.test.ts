import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { createClient } from 'redis'
import type { CallStore, PairHash } from '../../../src/calls/call-store.ts'
import { createCallStore } from '../../../src/stores/redis/call-store.ts'
import { openRedis } from '../../../src/stores/redis/open-redis.ts'
import type { Redis } from '../../../src/stores/redis/redis.ts'
import { createTallies } from '../../../src/stores/redis/tallies.ts'
import { keepRedis, type Redises } from '../../support/redis.ts'
import { caller, callId, caseNumber, turnOf } from './a-call.ts'

let servers: Redises
let redis: Redis
let store: CallStore
beforeAll(async () => {
  servers = await keepRedis('single')
  redis = await openRedis(servers.address)
  store = createCallStore(redis)
})
beforeEach(() => servers.clear())
afterAll(async () => {
  await redis.close()
  await servers.close()
})

/** The commands that a server is told meanwhile, and not what its scripts do by themselves. */
async function saidDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const heard: string[] = []
  const isOver = Promise.withResolvers<void>()
  const listener = createClient({ url: servers.env['REDIS_URL'] ?? '' })
  await listener.connect()
  await listener.monitor((line) => {
    const [, source = '', command = ''] = /\[\d+ (\S+)\] "(\w+)"/.exec(String(line)) ?? []
    if (command === 'ECHO') isOver.resolve()
    else if (source !== 'lua') heard.push(command)
  })
  await work()
  await redis.send('', ['ECHO', 'over'])
  await isOver.promise
  listener.destroy()
  return heard
}

test('a turn is one look and one write', async () => {
  await store.save(turnOf(1))
  const said = await saidDuring(async () => {
    await store.load(callId)
    await store.save(turnOf(2))
  })
  expect(said).toEqual(['HMGET', 'EVALSHA'])
})

test('a server that has forgotten its scripts is told them once, and the turn is saved', async () => {
  await store.save(turnOf(1))
  await servers.tell('redis', ['SCRIPT', 'FLUSH'])
  const said = await saidDuring(async () => {
    expect(await store.save(turnOf(2))).toEqual({ kind: 'saved' })
    expect(await store.save(turnOf(3))).toEqual({ kind: 'saved' })
  })
  expect(said).toEqual(['EVALSHA', 'EVAL', 'EVALSHA'])
})

test('whatever is written expires by itself', async () => {
  const tallies = createTallies(redis)
  await store.open({ callId, caller, offered: [caseNumber], at: 0 })
  await store.save(turnOf(1))
  await store.notePairs({ callId, pairs: ['pair' as PairHash], at: 0 })
  await tallies.add('callers', 'somebody')
  await store.isReady()
  const kept = async (): Promise<Readonly<Record<string, boolean>>> => {
    const keys = (await servers.tell('redis', ['KEYS', '*'])) as readonly string[]
    const left = await Promise.all(keys.map((key) => servers.tell('redis', ['PTTL', key])))
    return Object.fromEntries(
      keys.map((key, index) => [key.replace(/^al:(\w+).*/, '$1'), Number(left[index]) > 0]),
    )
  }
  const all = { call: true, caller: true, case: true, pair: true, ready: true, tries: true }
  expect(await kept()).toEqual(all)
  await store.end(callId, 0)
  await store.end(callId, 1)
  expect(await kept()).toEqual(all)
})

test('a turn whose answer was lost is saved, by him who saved it and by nobody else', async () => {
  const twice = createCallStore({
    ...redis,
    write: async (key, command) => {
      await redis.write(key, command)
      return redis.write(key, command)
    },
  })
  expect(await twice.save(turnOf(1))).toEqual({ kind: 'saved' })
  expect(await store.save(turnOf(1))).toMatchObject({ kind: 'open', call: { turn: 1 } })
  expect(await twice.save(turnOf(2, { over: true }))).toEqual({ kind: 'saved' })
  expect(await store.load(callId)).toEqual({ kind: 'over', reply: 'reply 2' })
})

test('a case number that another process drew for the same call is given back', async () => {
  await store.open({ callId, offered: [caseNumber], at: 0 })
  const drawn = turnOf(1, { caseNumber: '87654321' as typeof caseNumber }).caseNumber
  expect(await store.open({ callId, offered: [drawn], at: 0 })).toMatchObject({ caseNumber })
  expect(await servers.tell('redis', ['EXISTS', `al:case:${drawn}`])).toBe(0)
})
