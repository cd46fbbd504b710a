import { expect, test } from '@jest/globals'
import type { OperatorId } from '../../src/base/operator.ts'
import { openTelephony } from '../../src/line/open-telephony.ts'
import { operatorOf } from '../../src/twilio/operator-identity.ts'

const anna = 'anna-Operator' as OperatorId
const publicUrl = 'https://line.example'
const rest = { accountSid: 'AC1', username: 'SK1', password: 'secret' }
const softphone = { accountSid: 'AC1', apiKey: 'SK1', apiSecret: 'secret', appSid: 'AP1' }

test('a line without an account has nobody to put callers through to', () => {
  expect(openTelephony({ mode: 'production' }, publicUrl)).toBeUndefined()
  expect(openTelephony({ mode: 'demo' }, publicUrl)).toBeUndefined()
})

test('operators dial from their browsers where there is a TwiML App, and else are called', () => {
  const own = openTelephony({ mode: 'production', rest }, publicUrl)
  expect(own?.access(anna)).toEqual({ kind: 'none' })
  const browser = openTelephony({ mode: 'production', rest, softphone }, publicUrl)
  expect(browser?.access(anna)).toMatchObject({ kind: 'twilio' })
})

test('in the demo they dial on the simulated telephone, and never in production', () => {
  const phone = { rest, softphoneToken: (identity: string) => `sealed ${operatorOf(identity)}` }
  expect(openTelephony({ mode: 'demo' }, publicUrl, phone)?.access(anna)).toEqual({
    kind: 'simulated',
    address: '/phone/operator',
    token: `sealed ${anna}`,
  })
  expect(openTelephony({ mode: 'production', rest }, publicUrl, phone)?.access(anna)).toEqual({
    kind: 'none',
  })
})
