import { expect, test } from '@jest/globals'
import { watchPart } from '../../src/line/watch-part.ts'
import { noTraces } from '../../src/telemetry/traces.ts'

type Part = {
  readonly read: (key: string) => Promise<string>
  readonly isReady: () => Promise<boolean>
  readonly close: () => Promise<void>
}

const watching = (
  change: Partial<Part>,
  rest: { readonly patienceInMs?: number; readonly onFailure?: () => void } = {},
): { readonly part: Part; readonly failures: string[] } => {
  const failures: string[] = []
  const part = watchPart<Part, 'read' | 'check'>(
    {
      read: async (key) => `the value of ${key}`,
      isReady: async () => true,
      close: async () => {},
      ...change,
    },
    {
      name: 'part',
      kinds: { read: 'read', isReady: 'check', close: undefined },
      traces: noTraces,
      ...rest,
      onFailure: (kind) => {
        failures.push(kind)
        rest.onFailure?.()
      },
    },
  )
  return { part, failures }
}

test('what goes well is handed on and not counted', async () => {
  const { part, failures } = watching({})
  expect([await part.read('a'), await part.isReady()]).toEqual(['the value of a', true])
  await part.close()
  expect(failures).toEqual([])
})

test('what throws is counted once, and thrown as it was', async () => {
  const gone = new Error('gone')
  const { part, failures } = watching({ read: () => Promise.reject(gone) })
  await expect(part.read('a')).rejects.toBe(gone)
  expect(failures).toEqual(['read'])
})

test('a part that says it is not well is counted', async () => {
  const { part, failures } = watching({ isReady: async () => false })
  expect(await part.isReady()).toBe(false)
  expect(failures).toEqual(['check'])
})

test('what takes too long is counted once, and still has its answer', async () => {
  const late = Promise.withResolvers<string>()
  const counted = Promise.withResolvers<void>()
  const read = (): Promise<string> => late.promise
  const { part, failures } = watching({ read }, { patienceInMs: 1, onFailure: counted.resolve })
  const reading = part.read('a')
  await counted.promise
  late.resolve('at last')
  expect(await reading).toBe('at last')
  expect(failures).toEqual(['read'])
})
