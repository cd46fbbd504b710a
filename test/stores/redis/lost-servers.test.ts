import { afterEach, describe, expect, test } from '@jest/globals'
import { Fault } from '../../../src/base/faults.ts'
import type { CallStore } from '../../../src/calls/call-store.ts'
import { createCallStore } from '../../../src/stores/redis/call-store.ts'
import { callKey } from '../../../src/stores/redis/keys.ts'
import { openRedis } from '../../../src/stores/redis/open-redis.ts'
import { keepRedis, type Redises } from '../../support/redis.ts'
import { callId, turnOf } from './a-call.ts'

const unusable = expect.objectContaining({ code: 'call-store-unusable' })

let servers: Redises | undefined
let store: CallStore | undefined
afterEach(async () => {
  await store?.close()
  await servers?.close()
})

async function begin(topology: 'single' | 'sentinel' | 'cluster'): Promise<[Redises, CallStore]> {
  servers = await keepRedis(topology)
  store = createCallStore(await openRedis(servers.address))
  return [servers, store]
}

const longestInMs = 45_000

/** Goes on as long as it is Redis that fails, each time after a second, and not without end. */
async function onceItCan<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Fault) || performance.now() - begun > longestInMs) throw error
    }
  }
}

describe('one server', () => {
  test('that was killed and started again is used again, with all that was saved', async () => {
    const [redis, calls] = await begin('single')
    await calls.save(turnOf(1))
    await redis.kill('redis')
    await expect(calls.save(turnOf(2))).rejects.toEqual(unusable)
    await expect(calls.isReady()).rejects.toEqual(unusable)
    await redis.start('redis')
    expect(await onceItCan(() => calls.load(callId))).toMatchObject({ call: { turn: 1 } })
    expect(await calls.save(turnOf(2))).toEqual({ kind: 'saved' })
  })

  test('that is only away for a moment is waited for', async () => {
    const [redis, calls] = await begin('single')
    await calls.save(turnOf(1))
    await redis.tell('redis', ['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'])
    expect(await calls.save(turnOf(2))).toEqual({ kind: 'saved' })
  })

  test('that is frozen keeps nobody waiting without end, and is used again when it thaws', async () => {
    const [redis, calls] = await begin('single')
    await calls.save(turnOf(1))
    await redis.signal('redis', 'SIGSTOP')
    await expect(calls.load(callId)).rejects.toEqual(unusable)
    await redis.signal('redis', 'SIGCONT')
    expect(await onceItCan(() => calls.load(callId))).toMatchObject({ call: { turn: 1 } })
  })
})

test('a turn is answered once a copy of the server has it; where none is there, no turn waits for it again', async () => {
  const [redis, calls] = await begin('sentinel')
  const primary = await redis.primaryOf(callKey(callId))
  const waits = async (): Promise<number> => {
    const told = String(await redis.tell(primary, ['INFO', 'commandstats']))
    return Number(/cmdstat_wait:calls=(\d+)/.exec(told)?.[1] ?? 0)
  }
  // The first one also tells the server its script.
  await calls.save(turnOf(1))
  const before = await waits()
  await calls.save(turnOf(2))
  expect(await waits()).toBe(before + 1)
  const copies = redis.names.filter((name) => name.startsWith('redis') && name !== primary)
  for (const name of copies) await redis.signal(name, 'SIGSTOP')
  for (const turn of [3, 4, 5]) {
    expect(await calls.save(turnOf(turn))).toEqual({ kind: 'saved' })
  }
  expect(await waits()).toBe(before + 2)
})

describe.each(['sentinel', 'cluster'] as const)('a failover, %s', (topology) => {
  test.each(['SIGKILL', 'SIGSTOP'] as const)(
    'of a primary that gets %s is survived',
    async (signal) => {
      const [redis, calls] = await begin(topology)
      await calls.save(turnOf(1))
      const primary = await redis.primaryOf(callKey(callId))
      await redis.signal(primary, signal)
      expect(await onceItCan(() => calls.save(turnOf(2)))).toEqual({ kind: 'saved' })
      expect(await calls.load(callId)).toMatchObject({ call: { turn: 2 } })
      expect(await calls.isReady()).toBe(true)
    },
  )
})
