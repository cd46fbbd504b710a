import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import twilio from 'twilio'
import type { Country, E164 } from '../../src/base/brand.ts'
import type { Production } from '../../src/config.ts'
import { loadConfiguration } from '../../src/line/configuration.ts'
import { openLine, type RunningLine } from '../../src/line/open-line.ts'
import { parseTwiml } from '../../src/phone/twiml/document.ts'
import { masterKey } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { usualOperators } from '../operators/usual-policy.ts'

const newFolder = temporaryFolders()

const running: RunningLine[] = []
afterEach(async () => {
  for (const line of running.splice(0)) await line.close()
})

const publicUrl = 'https://line.example'
const called = '+31201234567'
const token = 'token-of-this-test'

const open = async (rest?: Production['rest']): Promise<RunningLine> => {
  const line = await openLine({
    ...loadConfiguration({}),
    settings: {
      mode: 'production',
      port: 0,
      publicUrl,
      core: { kind: 'ledger', masterKeys: [masterKey] },
      accountSid: undefined,
      ...(rest && { rest }),
      authTokens: [token],
      numbersFile: '',
      phone: false,
      database: { kind: 'sqlite', file: join(newFolder(), 'line.db') },
      logLevel: 'silent',
      apiRatePerMinute: 0,
      traces: false,
      operators: usualOperators,
      drainInMs: 0,
    },
    numbers: [{ number: called as E164, kind: 'voice', country: 'NL' as Country, licences: [] }],
  })
  running.push(line)
  return line
}

const post = async (line: RunningLine, path: string): Promise<Response> => {
  const params = { CallSid: 'CA00000000000000000000000000000001', From: '+31612345678', To: called }
  const signature = twilio.getExpectedTwilioSignature(token, publicUrl + path, params)
  return fetch(`http://127.0.0.1:${line.port}${path}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(params),
  })
}

test('a line with an account has a desk, which leads on whoever does not wait there', async () => {
  const line = await open({ accountSid: 'AC1', username: 'SK1', password: 'secret' })
  const response = await post(line, '/twilio/voice/wait?turn=3')
  expect(response.status).toBe(200)
  expect(parseTwiml(await response.text()).map(({ kind }) => kind)).toEqual(['leave'])
  const nobody = await post(line, '/twilio/voice/operator')
  expect(parseTwiml(await nobody.text()).map(({ kind }) => kind)).toEqual(['hangup'])
})

test('a line without one has none', async () => {
  const response = await post(await open(), '/twilio/voice/wait?turn=3')
  expect(response.status).toBe(404)
})
