import { describe, expect, test } from '@jest/globals'
import { makeInstallationId, parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import {
  answerLine,
  depositAnswer,
  licenceStatus,
  readAnswers,
  readRequests,
  release,
  requestLine,
  type Answer,
} from '../../src/wizard/index.ts'
import { confirmedFor, machineOf, publisher, publishersSigner, waitingOn } from './fleet.ts'
import { example } from './vectors.ts'

const vector = example()
const { installationId, confirmationId, releaseId } = vector
const digits = installationId.join('')

describe('a request file', () => {
  test('has one line a machine, with its ID in 63 digits and its label', () => {
    const state = waitingOn(vector.components)
    const written = requestLine({ installationId: state.installation.id, label: 'desk 4' })
    expect(written).toBe(`{"installationId":"${digits}","label":"desk 4"}\n`)
    const { good, bad } = readRequests(written)
    expect(good).toEqual([{ installationId, label: 'desk 4' }])
    expect(bad).toEqual([])
  })

  test('of nobody in particular holds the ID alone', () => {
    const { id } = waitingOn(vector.components).installation
    expect(requestLine({ installationId: id })).toBe(`{"installationId":"${digits}"}\n`)
  })

  test('keeps its good lines, and names every bad one', () => {
    const text = [
      `\uFEFF{"installationId":"${digits}"}`,
      'rubbish',
      '',
      '[]',
      `{"installationId":"${digits.slice(1)}"}`,
      `{"installationId":"1${digits.slice(1)}"}`.replace('"11', '"17'),
      `{"installationId":"${releaseId.join('')}"}`,
      `{"installationId":"${digits}","kind":"refused","reason":"forged"}`,
      `{"installationId":${JSON.stringify(installationId)},"label":7}\r`,
      `{"installationId":"${digits.slice(0, 30)}`,
    ].join('\n')
    const { good, bad } = readRequests(text)
    expect(good).toEqual([{ installationId }, { installationId, label: '7' }])
    expect(bad).toEqual([
      { line: 2, fault: 'not-json' },
      { line: 4, fault: 'no-installation-id' },
      { line: 5, fault: 'no-installation-id' },
      { line: 6, fault: 'check-digit' },
      { line: 7, fault: 'release-id' },
      { line: 8, fault: 'an-answer' },
      { line: 10, fault: 'half-written' },
    ])
  })

  test('shows no control characters and no endless label', () => {
    const label = `a\u001B[31m\n${'b'.repeat(200)}`
    const { good } = readRequests(`${JSON.stringify({ installationId: digits, label })}\n`)
    expect(good[0]?.label).toBe(`a [31m ${'b'.repeat(93)}`)
  })
})

describe('an answer file', () => {
  const confirmed = { installationId: digits, kind: 'confirmed', confirmationId }

  test('has a confirmation ID or a reason for each machine', () => {
    const refusal = { installationId: digits, kind: 'refused', reason: 'exhausted' }
    const text = [
      { line: 1, ...confirmed, keyClass: 'mak', reactivation: false },
      { ...confirmed, confirmationId: confirmationId.join('') },
      { ...refusal, caseNumber: '12345678' },
      { ...refusal, reason: '<b>' },
    ]
    const { good, bad } = readAnswers(text.map((line) => JSON.stringify(line)).join('\n'))
    expect(bad).toEqual([])
    expect(good).toEqual([
      { kind: 'confirmed', installationId, confirmationId },
      { kind: 'confirmed', installationId, confirmationId },
      { kind: 'refused', installationId, reason: 'exhausted', caseNumber: '12345678' },
      { kind: 'refused', installationId, reason: 'unknown' },
    ])
    expect(readAnswers(good.map(answerLine).join('')).good).toEqual(good)
  })

  test('names every line that is no answer', () => {
    const text = [
      { installationId: digits },
      { kind: 'refused', reason: 'check-digit', line: 3 },
      { ...confirmed, confirmationId: confirmationId.slice(1) },
      { ...confirmed, confirmationId: confirmationId.with(0, '1234567') },
      { ...confirmed, confirmationId: 7 },
    ]
    const { bad } = readAnswers(text.map((line) => JSON.stringify(line)).join('\n'))
    expect(bad.map(({ fault }) => fault)).toEqual([
      'a-request',
      'no-installation-id',
      'no-confirmation-id',
      'no-confirmation-id',
      'no-confirmation-id',
    ])
  })
})

describe('a machine’s answer among many', () => {
  const own = machineOf(5)
  const state = waitingOn(own)
  const others = [1, 2, 3].map((number) => confirmedFor(waitingOn(machineOf(number))))
  const refusalOf = (reason: string): Answer => ({
    kind: 'refused',
    installationId: state.installation.id,
    reason,
  })

  test('is found, checked, and licenses the machine', () => {
    const found = depositAnswer(state, own, [...others, confirmedFor(state)])
    expect(found).toMatchObject({ kind: 'activated', beforeReimage: false })
    const activated = found.kind === 'activated' ? found.state : undefined
    expect(licenceStatus(activated, own, publisher).kind).toBe('licensed')
  })

  test('counts when it was confirmed once, whatever else was answered', () => {
    const answers = [refusalOf('exhausted'), confirmedFor(state), refusalOf('limited')]
    expect(depositAnswer(state, own, answers).kind).toBe('activated')
    expect(depositAnswer(state, own, [refusalOf('exhausted'), refusalOf('limited')])).toMatchObject(
      {
        reason: 'refused-by-line',
        answer: { reason: 'limited' },
      },
    )
  })

  test('may be missing', () => {
    expect(depositAnswer(state, own, others)).toEqual({
      kind: 'refused',
      reason: 'no-answer-for-this-machine',
    })
  })

  test('is refused when its signature is another’s', () => {
    const [other] = others
    if (other?.kind !== 'confirmed') throw new Error('not confirmed')
    const forged = { ...other, installationId: state.installation.id }
    expect(depositAnswer(state, own, [forged])).toEqual({ kind: 'refused', reason: 'not-genuine' })
  })

  test('of a refused machine is never taken from a machine of the same model', () => {
    const twin = confirmedFor(waitingOn({ ...own, machine: 'other', volume: 'other' }))
    expect(depositAnswer(state, own, [twin, refusalOf('exhausted')])).toMatchObject({
      reason: 'refused-by-line',
    })
  })

  test('is taken on hardware that has changed a little since the ID was shown', () => {
    const changed = { ...own, memory: '32768 MiB', firmware: 'Example 2.0' }
    expect(depositAnswer(state, changed, [confirmedFor(state)]).kind).toBe('activated')
  })

  test('is not taken once the machine has given its activation back', () => {
    expect(depositAnswer(release(state), own, [confirmedFor(state)])).toMatchObject({
      reason: 'released',
    })
  })
})

describe('after a machine was set up anew', () => {
  const before = machineOf(5)
  const after = { ...before, machine: 'new', volume: 'new' }
  const state = waitingOn(after)
  const old = confirmedFor(waitingOn(before))

  test('the old answer licenses it, without a call', () => {
    const found = depositAnswer(state, after, [confirmedFor(waitingOn(machineOf(6))), old])
    expect(found).toMatchObject({ kind: 'activated', beforeReimage: true })
    const activated = found.kind === 'activated' ? found.state : undefined
    expect(licenceStatus(activated, after, publisher)).toEqual({
      kind: 'licensed',
      changed: ['machine', 'volume'],
    })
  })

  test.each(['board', 'disk', 'network', 'firmware'])('not if its %s is another too', (name) => {
    const components = { ...after, [name]: 'another' }
    expect(depositAnswer(waitingOn(components), components, [old])).toMatchObject({
      reason: 'no-answer-for-this-machine',
    })
  })

  test('not with the answer to another product key', () => {
    const { product, serial, hardware } = waitingOn(before).installation
    const secrets = createSecrets(Buffer.from(vector.masterKey, 'hex'))
    const secret = secrets.keySecret(product, serial + 1)
    const id = makeInstallationId({ product, serial: serial + 1, secret, hardware })
    const parsed = parseInstallationId(id)
    if (parsed.kind === 'refused') throw new Error(parsed.reason)
    const foreign: Answer = {
      kind: 'confirmed',
      installationId: id,
      confirmationId: publishersSigner().sign(parsed.payload),
    }
    expect(depositAnswer(state, after, [foreign])).toMatchObject({
      reason: 'no-answer-for-this-machine',
    })
  })
})
