import { describe, expect, test } from '@jest/globals'
import type { ActivationCore, ActivationRequest } from '../../src/base/activation.ts'
import type { CallId } from '../../src/base/brand.ts'
import type { Fault } from '../../src/base/faults.ts'
import type { CallerHash } from '../../src/calls/call-store.ts'
import { limitKeys } from '../../src/calls/limit-keys.ts'
import type { Tallies } from '../../src/calls/counting.ts'
import type { Caller, Limits } from '../../src/calls/limits.ts'
import { forgedOfAddress, forgedOfKey } from '../../src/calls/limits-policy.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'
import { madeUpId } from '../support/ids.ts'
import { freshLimits } from '../support/limits.ts'

const unreadable = { kind: 'unreadable', groups: [] } as const
const genuine = { kind: 'genuine', installationId: madeUpId(1), healed: false } as const

const someone: Caller = {
  callId: 'CA1' as CallId,
  caller: 'hash-of-a-number' as CallerHash,
  attested: 'none',
}

const failEntries = async (limits: Limits, entries: number, caller = someone): Promise<void> => {
  for (let tries = 0; tries < entries; tries += 1) {
    await limits.slownessAfter(caller, { entry: 'whole', result: unreadable })
  }
}

describe('a caller', () => {
  test('is slowed on his next call, too', async () => {
    const limits = freshLimits()
    expect(await limits.slowness(someone)).toBe(0)
    await failEntries(limits, 6)
    expect(await limits.slowness({ ...someone, callId: 'CA2' as CallId })).toBe(2_000)
  })

  test('is not counted for what was genuine, or not all there', async () => {
    const limits = freshLimits()
    await failEntries(limits, 5)
    for (const entry of ['begun', 'whole'] as const) {
      expect(await limits.slownessAfter(someone, { entry, result: genuine })).toBeUndefined()
    }
    const begun = { entry: 'begun', result: unreadable } as const
    expect(await limits.slownessAfter(someone, begun)).toBeUndefined()
    expect(await limits.slowness(someone)).toBe(0)
  })

  test('whose entry was counted and turns out genuine is counted no longer', async () => {
    const limits = freshLimits()
    await failEntries(limits, 6)
    const after = await limits.slownessAfter(someone, { entry: 'counted', result: genuine })
    expect(after).toBe(0)
    expect(await limits.slowness(someone)).toBe(0)
  })

  test('who withholds his number is counted in this call alone, and harms nobody else', async () => {
    const limits = freshLimits()
    const one: Caller = { callId: 'CA1' as CallId, attested: 'none' }
    await failEntries(limits, 3, one)
    expect(await limits.slowness(one)).toBe(4_000)
    expect(await limits.slowness({ ...one, callId: 'CA2' as CallId })).toBe(0)
  })
})

describe('forged IDs that name one key', () => {
  const forged = madeUpId(2)
  const own = madeUpId(1)
  const confirmed = { kind: 'confirmed', installationId: own } as unknown
  const core = {
    activate: async ({ installationId }: ActivationRequest) =>
      installationId === own ? confirmed : { kind: 'refused', reason: 'forged' },
    release: async () => ({ kind: 'refused', reason: 'forged' }),
    requestExtension: async () => ({ kind: 'refused', reason: 'forged' }),
  } as unknown as ActivationCore

  test('are told apart from mistakes after a hundred a day, and an alarm is raised once', async () => {
    const reported: { fault: Fault; fields: object }[] = []
    const limits = freshLimits({
      report: (fault, fields) => void reported.push({ fault, fields }),
    })
    const limited = limitKeys(core, limits)
    const activate = (): Promise<unknown> =>
      limited.activate({ installationId: forged, licences: [] })
    for (let tries = 0; tries < forgedOfKey; tries += 1) {
      expect(await activate()).toEqual({ kind: 'refused', reason: 'forged' })
    }
    expect(reported).toEqual([])
    const tooMany = { kind: 'refused', reason: 'limited', to: 'tries' }
    expect(await activate()).toEqual(tooMany)
    expect(await limited.release({ releaseId: forged })).toEqual(tooMany)
    expect(await limited.requestExtension({ installationId: forged })).toEqual(tooMany)
    expect(reported.map(({ fault }) => fault.code)).toEqual(['key-tried'])
    expect(Object.keys(reported[0]?.fields ?? {})).toEqual(['product', 'private'])
    expect(await limited.activate({ installationId: own, licences: [] })).toBe(confirmed)
  })
})

test('an address may have twenty forged IDs an hour, and then waits', async () => {
  const limits = freshLimits()
  for (let tries = 0; tries < forgedOfAddress; tries += 1) {
    expect(await limits.waitOf('192.0.2.7')).toBe(0)
  }
  expect(await limits.waitOf('192.0.2.7')).toBeGreaterThan(0)
  expect(await limits.waitOf('192.0.2.8')).toBe(0)
})

describe('where nothing can be counted', () => {
  const broken = async (): Promise<never> => {
    throw new Error('no connection')
  }
  const silent = (): Promise<never> => new Promise(() => {})

  test.each([
    ['that fails', broken],
    ['that does not answer', silent],
  ])('a count %s limits nobody, and is a fault', async (_, does) => {
    const reported: string[] = []
    const limits = freshLimits({
      tallies: { add: does, takeBack: does, read: does },
      timeoutInMs: 1,
      report: ({ code }) => void reported.push(code),
    })
    expect(await limits.slowness(someone)).toBe(0)
    await failEntries(limits, 1)
    expect(await limits.isOneOfTooMany(madeUpId(2))).toBe(false)
    expect(await limits.waitOf('192.0.2.7')).toBe(0)
    expect(reported).toEqual(Array.from({ length: 4 }, () => 'limits-unusable'))
  })
})

test('names are counted under keyed hashes: no number and no address is stored', async () => {
  const names: string[] = []
  const tallies = createTallies()
  const noting: Tallies = {
    ...tallies,
    add: (book, name) => {
      names.push(name)
      return tallies.add(book, name)
    },
  }
  const limits = freshLimits({ tallies: noting })
  await limits.waitOf('192.0.2.7')
  await limits.isOneOfTooMany(madeUpId(2))
  await freshLimits({ tallies: noting, key: new Uint8Array(32).fill(1) }).waitOf('192.0.2.7')
  expect(new Set(names).size).toBe(3)
  for (const name of names) expect(name).toMatch(/^[\w-]{43}$/)
})
