import { expect, test } from '@jest/globals'
import { Fault } from '../../src/base/faults.ts'
import { createLog, type Log } from '../../src/telemetry/log.ts'

const logged = (write: (log: Log) => void, keepPrivate = false): string => {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  write(createLog({ level: 'trace', keepPrivate, destination }))
  return lines.join('')
}

test('what is private is dropped: at the top, one level down, and bound to a child', () => {
  const text = logged((log) => {
    log.info({ private: { keys: '1234567' }, call: { turn: 3, private: '7654321' } }, 'a turn')
    log.child({ private: { from: '+31201234567' }, callId: 'CA1' }).warn('a child')
  })
  expect(text).toContain('"turn":3')
  expect(text).toContain('CA1')
  expect(text).not.toMatch(/1234567|7654321/)
})

test('a developer may keep private values', () => {
  expect(logged((log) => log.info({ private: '1234567' }, 'kept'), true)).toContain('1234567')
})

test('the message of a foreign error is private, its place is not', () => {
  const text = logged((log) => log.error({ err: new RangeError('bad 1234567') }, 'failed'))
  expect(text).toContain('RangeError')
  expect(text).toContain('log.test.ts')
  expect(text).not.toContain('1234567')
})

test('a fault is told by code and detail, and its cause without a message', () => {
  const cause = new Error('row 1234567')
  const text = logged((log) =>
    log.error({ err: new Fault('turn-failed', 'in the store', { cause }) }, 'failed'),
  )
  expect(text).toContain('"code":"turn-failed","detail":"in the store"')
  expect(text).not.toContain('1234567')
})

test('what is thrown without being an error is private too', () => {
  expect(logged((log) => log.error({ err: '1234567' }, 'failed'))).not.toContain('1234567')
})
