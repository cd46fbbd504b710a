import { expect, test } from '@jest/globals'
import { createSignatureCheck } from '../../../src/channels/voice/signature.ts'

test('what came in for no address at all is signed by nobody', () => {
  const isSigned = createSignatureCheck('https://line.example:8443', ['token'])
  const asked = { signature: 'a', path: 'http://elsewhere.example/twilio/voice', params: {} }
  expect(isSigned(asked)).toBe(false)
})
