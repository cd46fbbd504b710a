import { expect, test } from '@jest/globals'
import type { OperatorId } from '../../src/base/operator.ts'
import { labelOf, operatorLabelled, operatorOf } from '../../src/twilio/operator-identity.ts'

test('the label of a leg tells whose it is', () => {
  const operator = 'Zm9-v_YmFyb' as OperatorId
  expect(operatorLabelled(labelOf(operator, 'CA0123'))).toBe(operator)
})

test.each(['', 'anna', 'CA0123', '6', '6G', 'client:61', '61'.repeat(61)])(
  '%p names no operator',
  (identity) => {
    expect(operatorOf(identity)).toBeUndefined()
  },
)
