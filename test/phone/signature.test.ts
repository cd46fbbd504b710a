import { expect, test } from '@jest/globals'
import { signatureOf, signedUrl } from '../../src/phone/signature.ts'

const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const caller = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
}

test.each([
  ["the SDK's own vector", url, caller, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  [
    "the documentation's vector",
    'https://example.com/myapp.php?foo=1&bar=2',
    { ...caller, Caller: '+14158675310', From: '+14158675310' },
    'L/OH5YylLD5NRKLltdqwSvS0BnU=',
  ],
  [
    'an address with the hash of a body',
    `${url}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`,
    {},
    'a9nBmqA0ju/hNViExpshrM61xv4=',
  ],
  [
    'several values of one name',
    url,
    { 'MessagingBinding.Address': ['+1325xxxxxxx', '+1415xxxxxxx'] },
    '83O6e2vORAoJHUNzJjDWN1jz+BA=',
  ],
  [
    'values that come twice',
    url,
    { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
    'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
  ],
])('a request is signed as Twilio signs it: %s', (_, address, params, signature) => {
  expect(signatureOf('12345', address, params)).toBe(signature)
})

test.each([
  [
    'https://line.example:8443/twilio/voice?turn=3#rc=2',
    'https://line.example/twilio/voice?turn=3',
  ],
  ['http://line.example:8080/twilio/voice', 'http://line.example:8080/twilio/voice'],
  ['https://user:word@line.example/voice', 'https://line.example/voice'],
  ['https://line.example/at:8080/x', 'https://line.example/at:8080/x'],
])('neither fragment, user nor the port of https is signed: %s', (address, signed) => {
  expect(signedUrl(address)).toBe(signed)
})
