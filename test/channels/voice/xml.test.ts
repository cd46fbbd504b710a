import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import twilio from 'twilio'
import { element, text } from '../../../src/channels/voice/xml.ts'

/** Whatever a phrase may hold, and more of what has a meaning in XML. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('<', '>', '&', '"', "'", '&amp;', ']]>'),
    ),
  )
  .map((parts) => parts.join('').replaceAll(/\p{Cc}/gu, ' '))
const spaced = fc
  .tuple(words, fc.constantFrom('', '\t', '\n', '\r'), words)
  .map((parts) => parts.join(''))

test('a document is what Twilio’s own builder makes of it, byte for byte', () => {
  fc.assert(
    fc.property(words, spaced, fc.nat(), (said, attribute, seconds) => {
      const response = new twilio.twiml.VoiceResponse()
      const gather = response.gather({ action: attribute, numDigits: seconds, finishOnKey: '' })
      const say = gather.say({ language: 'en-GB' }, '')
      say.addText(said)
      say.break({ time: `${seconds}ms` })
      gather.pause({ length: seconds })
      response.redirect({ method: 'POST' }, attribute.trim() || 'a')
      response.hangup()

      const inside = text(said) + element('break', { time: `${seconds}ms` })
      const gathers = element(
        'Gather',
        { action: attribute, numDigits: seconds, finishOnKey: '' },
        element('Say', { language: 'en-GB' }, inside) + element('Pause', { length: seconds }),
      )
      const redirects = element('Redirect', { method: 'POST' }, text(attribute.trim() || 'a'))
      expect(
        `<?xml version="1.0" encoding="UTF-8"?>${element('Response', {}, gathers + redirects + element('Hangup'))}`,
      ).toBe(response.toString())
    }),
    { numRuns: 500 },
  )
})
