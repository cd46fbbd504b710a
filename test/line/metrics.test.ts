import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import twilio from 'twilio'
import {
  callerNames,
  createUnderstanding,
  readSpokenLocales,
  type Story,
  tellStory,
} from '../../src/phone/index.ts'
import { families } from '../../src/telemetry/families.ts'
import { madeUpId } from '../support/ids.ts'
import { openWholeLine, type WholeLine } from '../support/whole-line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'

const newFolder = temporaryFolders()
const understand = createUnderstanding(readSpokenLocales('locales'))
const from = '+31687654321'
const ids = [madeUpId(1), madeUpId(2)]

let line: WholeLine
let text = ''
const stories: Story[] = []

/** Every kind of caller calls, and whoever else may ask a line for something. */
beforeAll(async () => {
  line = await openWholeLine({ folder: newFolder() })
  for (const [seed, caller] of callerNames.entries()) {
    const country = seed % 2 === 0 ? 'NL' : 'GB'
    const to = line.numbers.get(country) ?? ''
    stories.push(await tellStory({ caller, seed, line: line.line, from, to, ids, understand }))
  }
  const ring = { CallSid: 'CA7777777', From: from, To: line.numbers.get('NL') ?? '' }
  await post('/twilio/voice', ring)
  await post('/twilio/voice', ring)
  await post('/twilio/voice', { ...ring, CallSid: 'CA8888888', To: '+999888777' })
  await post('/twilio/voice/turn?turn=7', { ...ring, CallSid: 'CA9999999', Digits: '1234567' })
  await post('/twilio/voice', ring, 'nonsense')
  await fetch(`${line.line.via}/twilio/voice`)
  text = await (await fetch(`${line.line.via}/metrics`)).text()
}, 120_000)
afterAll(() => line.close())

async function post(
  path: string,
  params: Record<string, string>,
  token = line.line.token,
): Promise<void> {
  const signature = twilio.getExpectedTwilioSignature(token, `${line.line.url}${path}`, params)
  await fetch(`${line.line.via}${path}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(params),
  })
}

type Series = { readonly name: string; readonly labels: Readonly<Record<string, string>> }

const series = (): readonly Series[] =>
  text
    .split('\n')
    .filter((one) => one !== '' && !one.startsWith('#'))
    .map((one) => {
      const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(one) ?? []
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        value,
      ])
      return { name, labels: Object.fromEntries(pairs) }
    })

const nameOf = (one: Series): string => one.name.replace(/_(bucket|sum|count)$/, '')

describe('what a line counts, after every kind of call', () => {
  test('has every label with a value from the list that stands in the code', () => {
    const countries = ['NL', 'GB']
    const known = new Map<string, Readonly<Record<string, readonly string[]>>>(
      Object.values(families).map(({ name, labels }) => [name, labels]),
    )
    const ours = series().filter(({ name }) => name.startsWith('activation_line_'))
    expect(ours.length).toBeGreaterThan(100)
    const wrong = ours.flatMap((one) => {
      const labels = known.get(one.name) ?? known.get(nameOf(one))
      return Object.entries(one.labels)
        .filter(([label]) => label !== 'le')
        .filter(([label, value]) =>
          label === 'country'
            ? !countries.includes(value)
            : labels?.[label]?.includes(value) !== true,
        )
    })
    expect(wrong).toEqual([])
  })

  test('has of the process itself only labels with an end', () => {
    const others = series().filter(({ name }) => !name.startsWith('activation_line_'))
    const allowed = /^(le|kind|space|version|major|minor|patch|quantile)$/
    expect(others.length).toBeGreaterThan(20)
    expect(
      others.flatMap(({ labels }) => Object.keys(labels)).filter((one) => !allowed.test(one)),
    ).toEqual([])
  })

  test('says nothing that was keyed, read out or dialled', () => {
    const read = stories.flatMap(({ notes }) => notes.answers.flat())
    expect(read.length).toBeGreaterThan(16)
    const names = series()
      .filter(({ name }) => name.startsWith('activation_line_'))
      .map(({ name, labels }) => JSON.stringify({ name, ...labels, le: undefined }))
      .join('\n')
    const secrets = [...ids.flat(), ...read, from.slice(1), '999888777', '1234567', 'CA']
    expect(secrets.filter((secret) => names.includes(secret))).toEqual([])
    // A way in which text telephones send.
    expect(names.replaceAll('bell-103', '')).not.toMatch(/\d{3}/)
  })

  test('tells callers who keep silent, who drop off and who are answered again from the others', () => {
    const seen = (
      family: keyof typeof families,
      labels: Readonly<Record<string, string>>,
    ): boolean =>
      series().some(
        (one) =>
          nameOf(one) === families[family].name &&
          Object.entries(labels).every(([label, value]) => one.labels[label] === value),
      )
    expect(seen('misses', { state: 'entering', miss: 'silence' })).toBe(true)
    expect(seen('misses', { state: 'entering', miss: 'again' })).toBe(true)
    expect(seen('callsEnded', { state: 'entering', outcome: 'nobody' })).toBe(true)
    expect(seen('callsEnded', { state: 'entering', outcome: 'hung-up' })).toBe(true)
    expect(seen('callsEnded', { outcome: 'activated' })).toBe(true)
    expect(seen('turns', { state: 'reading-back' })).toBe(true)
    expect(text).toMatch(/^activation_line_webhooks_repeated_total [1-9]/m)
    expect(text).toMatch(/^activation_line_webhooks_refused_total\{reason="signature"\} 1/m)
    expect(text).toMatch(/^activation_line_webhooks_refused_total\{reason="request"\} 1/m)
    expect(text).toMatch(/^activation_line_faults_total\{code="number-unknown"\} 1/m)
    expect(text).toMatch(/^activation_line_faults_total\{code="call-unknown"\} 1/m)
  })
})
