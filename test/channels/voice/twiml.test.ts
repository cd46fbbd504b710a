import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../../src/base/brand.ts'
import type { Said } from '../../../src/calls/exchange.ts'
import { createTwiml } from '../../../src/channels/voice/twiml.ts'
import type { Speakers } from '../../../src/channels/voice/voice.ts'
import type { Expected } from '../../../src/dialogue/turn.ts'
import type { Wording } from '../../../src/wording/create-wording.ts'

const nl = 'nl' as Language

const speakers: Speakers = {
  voices: new Map([[nl, [{ id: 'Google.nl-NL-Wavenet-A', locale: 'nl-NL' }]]]),
  names: new Map(),
}

const wordingOf = (text: string): Wording => ({
  languages: [nl],
  speak: () => [{ kind: 'words', language: nl, text }],
})

const asked = (expected: Partial<Expected> = {}): Said => ({
  turn: {
    kind: 'ask',
    say: [{ kind: 'silence', ms: 1 }],
    expected: {
      answer: 'groups',
      atMost: 63,
      finish: 'none',
      patienceInMs: 8000,
      speech: false,
      ...expected,
    },
  },
  language: nl,
  awaited: 4,
})

const documentFor = (said: Said, text = 'Hallo.'): string =>
  createTwiml('https://line.example', wordingOf(text)).said(speakers, said)

describe('how the line listens', () => {
  test.each([
    [{}, 'input="dtmf" numDigits="63" finishOnKey="" timeout="8"'],
    [{ atMost: 7, finish: '#' } as const, 'numDigits="7" finishOnKey="#" timeout="8"'],
    [{ patienceInMs: 12_000 }, 'timeout="12"'],
    [{ patienceInMs: 200 }, 'timeout="1"'],
    [
      { speech: true },
      'input="dtmf speech" numDigits="63" finishOnKey="" timeout="8" speechTimeout="auto" language="nl-NL"',
    ],
  ])('%j', (expected, attributes) => {
    expect(documentFor(asked(expected))).toContain(attributes)
  })
})

test('what is said is escaped, and cannot break the document', () => {
  const document = documentFor(asked(), '</Say><Hangup/> & "')
  expect(document).toContain('&lt;/Say&gt;&lt;Hangup/&gt; &amp; "</Say>')
  expect(document).not.toContain('<Hangup/>')
})

test('a long text is several Says, each with its voice', () => {
  const document = documentFor(asked(), 'Dit is een zin. '.repeat(600))
  const says = document.match(/<Say voice="Google.nl-NL-Wavenet-A" language="nl-NL">/g)
  expect(says?.length).toBeGreaterThan(1)
})

test('a document that Twilio would not take is not made', () => {
  expect(() => documentFor(asked(), 'Dit is een zin. '.repeat(6000))).toThrow('65536 at most')
})

test('the end of a call says goodbye and hangs up', () => {
  const turn = { kind: 'end', say: [{ kind: 'silence', ms: 1 }], outcome: 'activated' } as const
  expect(documentFor({ turn, language: nl, awaited: 4 })).toMatch(
    /<Response><Say [^>]*>Hallo\.<\/Say><Hangup\/><\/Response>$/,
  )
})
