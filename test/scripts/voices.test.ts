import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from '@jest/globals'
import { findVoice, voicesOf } from '../../src/scripts/voices.ts'

const types = readFileSync(
  createRequire(import.meta.url).resolve('twilio/lib/twiml/VoiceResponse.d.ts'),
  'utf8',
)
const known = new Set([...types.matchAll(/"((?:Google|Polly)\.[^"]+)"/g)].map(([, id]) => id ?? ''))
const ours = ['de', 'en', 'fr', 'nl', 'sv'].flatMap(voicesOf)

test('every voice of the table is one of TwiML', () => {
  expect(ours.length).toBeGreaterThan(200)
  expect(ours.filter((id) => !known.has(id))).toEqual([])
})

test('every Google voice of these locales is in the table', () => {
  const google = [...known].filter((id) =>
    /^Google\.(de-DE|en-GB|en-US|fr-FR|nl-BE|nl-NL|sv-SE)-/.test(id),
  )
  expect(google.length).toBeGreaterThan(100)
  expect(google.filter((id) => !ours.includes(id))).toEqual([])
})

test('a voice is known by what it speaks', () => {
  expect(findVoice('Polly.Lisa-Neural')).toEqual({ id: 'Polly.Lisa-Neural', locale: 'nl-BE' })
  expect(findVoice('Google.nl-NL-Chirp3-HD-Kore')?.locale).toBe('nl-NL')
  expect(findVoice('Polly.Nobody')).toBeUndefined()
  expect(voicesOf('nl-BE')).toContain('Polly.Lisa-Neural')
  expect(voicesOf('nl-BE')).not.toContain('Polly.Laura-Neural')
})
