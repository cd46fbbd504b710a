import { expect, test } from '@jest/globals'
import { checkHealth } from '../../src/telemetry/health.ts'

const never = (): Promise<boolean> => new Promise(() => undefined)

test('the line is ready when all its parts are', async () => {
  expect(await checkHealth({ core: async () => true, calls: async () => true })).toEqual({
    ready: true,
    parts: { core: 'ready', calls: 'ready' },
  })
})

test('a part that says no, throws or keeps silent is unable, and named', async () => {
  const throws = (): Promise<boolean> => Promise.reject(new Error('gone'))
  const checks = { core: async () => false, calls: throws, ledger: never, pages: async () => true }
  expect(await checkHealth(checks, 1)).toEqual({
    ready: false,
    parts: { core: 'unable', calls: 'unable', ledger: 'unable', pages: 'ready' },
  })
})
