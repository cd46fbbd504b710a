import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CallId, CaseNumber, InstallationId } from '../../../src/base/brand.ts'
import type { PairHash } from '../../../src/calls/call-store.ts'
import { createCallStore } from '../../../src/stores/redis/call-store.ts'
import { flawsOf } from '../../../src/stores/redis/flaws.ts'
import { openRedis } from '../../../src/stores/redis/open-redis.ts'
import type { RedisAddress } from '../../../src/stores/redis/redis-address.ts'
import type { Redis } from '../../../src/stores/redis/redis.ts'
import { createTallies } from '../../../src/stores/redis/tallies.ts'
import { keepRedis, type Redises } from '../../support/redis.ts'
import { caller, callId, turnOf } from './a-call.ts'

let servers: Redises
beforeAll(async () => {
  servers = await keepRedis('single')
})
afterAll(() => servers.close())

const unusable = (detail: RegExp): object =>
  expect.objectContaining({ code: 'call-store-unusable', detail: expect.stringMatching(detail) })

const set = (...pairs: readonly string[]): Promise<unknown> =>
  servers.tell('redis', ['CONFIG', 'SET', ...pairs])

describe('what is refused at start, without a word of the password', () => {
  const refusal = async (change: Partial<RedisAddress>): Promise<unknown> => {
    const error = await openRedis({ ...servers.address, ...change } as RedisAddress, 2_000).then(
      (redis) => redis.close(),
      (refused: unknown) => refused,
    )
    const said = error instanceof Error ? error.message + error.stack : ''
    expect(said).not.toContain('hush-hush')
    return error
  }

  test('a server that is not there', async () => {
    // Nothing serves TCPMUX (RFC 1078) any more; a port that is only just free may be another test's by now.
    const place = { host: '127.0.0.1', port: 1 }
    expect(await refusal({ place })).toEqual(unusable(/Nobody listens .* start Redis/))
  })

  test('a wrong password, none, and a user whom nobody knows', async () => {
    expect(await refusal({ password: 'hush-hush' })).toEqual(unusable(/password is refused/))
    expect(await refusal({ user: 'nobody' })).toEqual(unusable(/password is refused/))
    expect(await refusal({ password: undefined })).toEqual(unusable(/wants a password/))
  })

  test('a user who may not do what the line does', async () => {
    await servers.tell('redis', ['ACL', 'SETUSER', 'reader', 'on', '>hush-hush', '~*', '+hmget'])
    const reader = { user: 'reader', password: 'hush-hush' }
    expect(await refusal(reader)).toEqual(unusable(/user may not do this/))
  })

  test('a server without the encryption that was asked for', async () => {
    expect(await refusal({ isEncrypted: true })).toEqual(unusable(/./))
  })

  test('the wrong mode', async () => {
    const { place } = servers.address as Extract<RedisAddress, { mode: 'single' }>
    expect(await refusal({ mode: 'cluster', places: [place] })).toEqual(
      unusable(/no Cluster: correct REDIS_MODE/),
    )
    const sentinels = { mode: 'sentinel', sentinels: [place], master: 'calls' } as const
    expect(await refusal(sentinels)).toEqual(unusable(/no sentinel: correct/))
  })
})

test('the user whom the documentation makes may do all that the line does', async () => {
  const page = readFileSync('docs/operations.md', 'utf8')
  const [, rules = ''] = /`ACL SETUSER line on >… ([^`]+)`/.exec(page) ?? []
  await servers.tell('redis', ['ACL', 'SETUSER', 'line', 'on', '>hush-hush', ...rules.split(' ')])
  const redis = await openRedis({ ...servers.address, user: 'line', password: 'hush-hush' })
  const store = createCallStore(redis)
  const tallies = createTallies(redis)
  const pair = 'pair' as PairHash
  const confirmed = Array.from({ length: 9 }, () => '7777777') as readonly string[]
  try {
    expect(await store.isReady()).toBe(true)
    for (const one of ['CA7', 'CA8'] as readonly string[] as readonly CallId[]) {
      await store.open({ callId: one, caller, offered: [`7${one}` as CaseNumber], at: 0 })
      await store.save(turnOf(1, { callId: one, caseNumber: `7${one}` as CaseNumber }))
    }
    await store.notePairs({ callId: 'CA7' as CallId, pairs: [pair], at: 0 })
    expect(await store.recallPair(pair, 0)).toHaveLength(1)
    const finished = { callId: 'CA7' as CallId, caseNumber: '7CA7' as CaseNumber }
    await store.save(turnOf(2, { ...finished, keyed: [], confirmed: confirmed as InstallationId }))
    expect(await store.recall(finished.caseNumber, 0)).toEqual({ kind: 'finished' })
    const proof = { caseNumber: finished.caseNumber, group: 8, digits: '7777777', at: 0 } as const
    expect(await store.prove(proof)).toMatchObject({ kind: 'right' })
    await store.end(finished.callId, 0)
    await tallies.add('callers', 'somebody')
    expect(await tallies.read('callers', 'somebody')).toMatchObject({ count: 1 })
    expect(await flawsOf(redis)).toEqual([])
  } finally {
    await redis.close()
  }
})

describe('while the line runs', () => {
  let redis: Redis
  beforeAll(async () => {
    redis = await openRedis(servers.address)
  })
  afterAll(() => redis.close())

  test('a full memory fails the turn, and nothing is half written', async () => {
    const store = createCallStore(redis)
    await store.save(turnOf(1))
    await set('maxmemory', '1')
    await expect(store.save(turnOf(2))).rejects.toEqual(unusable(/memory is full/))
    await expect(store.isReady()).rejects.toEqual(unusable(/memory is full/))
    expect(await store.load(callId)).toMatchObject({ call: { turn: 1, reply: 'reply 1' } })
    await set('maxmemory', '0')
    expect(await store.save(turnOf(2))).toEqual({ kind: 'saved' })
  })

  test('a server that can only be read fails the turn', async () => {
    const store = createCallStore(redis)
    await servers.tell('redis', ['REPLICAOF', '127.0.0.1', '1'])
    await expect(store.isReady()).rejects.toEqual(unusable(/only be read/))
    expect(await flawsOf(redis)).toContainEqual(expect.stringContaining('It is a replica'))
    await servers.tell('redis', ['REPLICAOF', 'NO', 'ONE'])
    expect(await store.isReady()).toBe(true)
  })

  test('a server that is set up well has no flaw', async () => {
    expect(await flawsOf(redis)).toEqual([])
  })

  test('a server that would forget calls is told of', async () => {
    await set('maxmemory', '1gb', 'maxmemory-policy', 'allkeys-lru', 'appendonly', 'no')
    expect(await flawsOf(redis)).toEqual([
      expect.stringContaining('set maxmemory-policy to noeviction'),
      expect.stringContaining('set appendonly to yes'),
    ])
    await set('maxmemory', '0', 'appendonly', 'yes')
    expect(await flawsOf(redis)).toEqual([])
  })

  test('a server that may not be asked is told of', async () => {
    const rules = ['on', '>hush-hush', '~*', '+@all', '-info']
    await servers.tell('redis', ['ACL', 'SETUSER', 'modest', ...rules])
    const modest = await openRedis({ ...servers.address, user: 'modest', password: 'hush-hush' })
    expect(await flawsOf(modest)).toEqual([expect.stringContaining('may not say INFO')])
    await modest.close()
  })
})
