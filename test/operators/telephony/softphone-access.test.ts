import { expect, test } from '@jest/globals'
import { createHmac } from 'node:crypto'
import type { OperatorId } from '../../../src/base/operator.ts'
import { twilioAccess } from '../../../src/operators/telephony/softphone-access.ts'
import { operatorOf } from '../../../src/twilio/operator-identity.ts'

const keys = { accountSid: 'AC1', apiKey: 'SK1', apiSecret: 'secret', appSid: 'AP1' }
const decoded = (part: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(part, 'base64url').toString())

test('a softphone’s token lets one operator dial out for ten minutes, and nobody call him', () => {
  const operator = 'a_b-c0123456' as OperatorId
  const access = twilioAccess(keys, () => 5_000)(operator)
  if (access.kind !== 'twilio') throw new Error('another softphone')
  const [header = '', payload = '', signature] = access.token.split('.')
  expect(signature).toBe(
    createHmac('sha256', 'secret').update(`${header}.${payload}`).digest('base64url'),
  )
  expect(decoded(header)).toMatchObject({ cty: 'twilio-fpa;v=1', alg: 'HS256' })
  const { exp, iat, iss, sub, grants } = decoded(payload) as {
    readonly [name: string]: unknown
    readonly exp: number
    readonly iat: number
    readonly grants: { readonly identity: string; readonly voice: object }
  }
  expect([iss, sub]).toEqual(['SK1', 'AC1'])
  expect(exp - iat).toBe(600)
  expect(access.expiresAt).toBe(605_000)
  expect(operatorOf(grants.identity)).toBe(operator)
  expect(grants.identity).toMatch(/^\w+$/)
  expect(grants.voice).toEqual({ outgoing: { application_sid: 'AP1' } })
})
