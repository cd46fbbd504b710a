import { expect, test } from '@jest/globals'
import { Fault } from '../../src/base/faults.ts'
import { gatherFaults } from '../../src/line/gather-faults.ts'

const fail = (code: 'settings-invalid' | 'numbers-invalid', detail: string) => (): never => {
  throw new Fault(code, detail)
}

test('what holds is given back, and nothing is thrown', () => {
  const { attempt, settle } = gatherFaults()
  expect(attempt(() => 7)).toBe(7)
  expect(settle).not.toThrow()
})

test('several faults are one, that names them all', () => {
  const { attempt, settle } = gatherFaults()
  expect(attempt(fail('settings-invalid', 'no port'))).toBeUndefined()
  attempt(fail('numbers-invalid', 'no numbers'))
  expect(settle).toThrow(
    'The settings are not usable. no port\nThe numbers file is not usable. no numbers',
  )
})

test('what is no fault is not kept', () => {
  const { attempt } = gatherFaults()
  expect(() =>
    attempt(() => {
      throw new TypeError('a mistake of ours')
    }),
  ).toThrow('a mistake of ours')
})
