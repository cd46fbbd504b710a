import { readFileSync, globSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  installation,
  licenceStatus,
  parseState,
  storedState,
  type StoredState,
  type WizardState,
} from '../../src/wizard/index.ts'
import { example } from './vectors.ts'

const { product, productKey, publicKey, components, confirmationId, releaseId } = example()
const publisher = { product, publicKey, name: 'Example Office' }

const waiting = (): WizardState => {
  const made = installation(productKey, components)
  if (made.kind === 'refused') throw new Error('refused')
  return { kind: 'waiting', product: publisher, productKey, installation: made }
}

const activated = (blocks: readonly string[] = confirmationId): WizardState => {
  const parsed = parseState({ ...storedState(waiting()), confirmationId: blocks })
  if (parsed.kind === 'refused') throw new Error(parsed.what)
  return parsed.state
}

describe('what the wizard remembers', () => {
  test.each([waiting(), activated()])('while $kind survives being written and read', (state) => {
    const text = JSON.stringify(storedState(state))
    expect(parseState(JSON.parse(text))).toEqual({ kind: 'state', state })
  })

  const damages: readonly (readonly [keyof StoredState, string, object])[] = [
    ['version', 'missing', { version: undefined }],
    ['version', 'no number', { version: '1' }],
    ['product', 'no number', { product: 'x' }],
    ['productKey', 'of another product', { product: 41 }],
    ['publicKey', 'no point of the curve', { publicKey: publicKey.replace(/^../, '00') }],
    ['productKey', 'mistyped', { productKey: productKey.replace('F', 'G') }],
    ['installationId', 'missing', { installationId: undefined }],
    ['installationId', 'of another key', { installationId: example(1).installationId }],
    ['installationId', 'a release ID', { installationId: releaseId }],
    ['confirmationId', 'too short', { confirmationId: confirmationId.slice(1) }],
    ['confirmationId', 'half a block short', { confirmationId: confirmationId.with(2, '123') }],
    ['confirmationId', 'empty', { confirmationId: null }],
  ]

  test.each(damages)('is refused when its %s is %s', (what, _, change) => {
    const damaged = { ...storedState(activated()), ...change }
    expect(parseState(damaged)).toEqual({ kind: 'refused', reason: 'damaged', what })
  })

  test('is refused when it is something else, or of a newer wizard', () => {
    const foreign = { kind: 'refused', reason: 'not-a-state', what: 'format' }
    for (const value of [undefined, null, 'text', 7, [], {}, { version: 1 }]) {
      expect(parseState(value)).toEqual(foreign)
    }
    expect(parseState({ ...storedState(waiting()), version: 2 })).toMatchObject({
      reason: 'newer-version',
    })
  })
})

describe('a licence', () => {
  const status = (state?: WizardState, change: object = {}): ReturnType<typeof licenceStatus> =>
    licenceStatus(state, { ...components, ...change }, publisher)

  test('stands when the answer is genuine and the machine the same', () => {
    expect(status(activated())).toEqual({ kind: 'licensed', changed: [] })
  })

  test('stands on a machine that has changed a little, and says what', () => {
    const change = { memory: '65536 MiB', firmware: 'Example 2.0', disk: 'another' }
    expect(status(activated(), change)).toEqual({
      kind: 'licensed',
      changed: ['memory', 'disk', 'firmware'],
    })
  })

  test('is none before anything was installed, or while the answer is waited for', () => {
    expect(status()).toEqual({ kind: 'unlicensed', reason: 'never-installed' })
    expect(status(waiting())).toEqual({ kind: 'unlicensed', reason: 'waiting' })
  })

  test('falls when too much of the machine has changed', () => {
    const change = { memory: 'a', firmware: 'b', volume: 'c', machine: 'd' }
    expect(status(activated(), change)).toMatchObject({
      reason: 'hardware-changed',
      changed: ['machine', 'memory', 'volume', 'firmware'],
    })
    expect(status(waiting(), change)).toMatchObject({ reason: 'hardware-changed' })
  })

  test('falls when disk and network are both others, as in a copied image', () => {
    expect(status(activated(), { disk: 'a', network: 'b' })).toMatchObject({
      reason: 'hardware-changed',
    })
  })

  test('cannot be told when too little of the machine can be read', () => {
    const { machine = '', board = '' } = components
    expect(licenceStatus(activated(), { machine, board }, publisher)).toEqual({
      kind: 'unlicensed',
      reason: 'too-little-hardware',
    })
  })

  test('is none when the stored answer is not the answer', () => {
    const foreign = { kind: 'unlicensed', reason: 'answer-does-not-fit' }
    expect(status(activated(example(1).confirmationId))).toEqual(foreign)
    expect(status(activated(confirmationId.with(0, '1234567')))).toEqual(foreign)
  })

  test('is the publisher’s to check: neither another product nor another public key will do', () => {
    const other = { ...publisher, product: 7 }
    expect(licenceStatus(activated(), components, other)).toMatchObject({ reason: 'other-product' })
    const forged = { ...publisher, publicKey: example(0).publicKey }
    expect(licenceStatus(activated(), components, forged)).toMatchObject({
      reason: 'answer-does-not-fit',
    })
  })
})

test('the library runs in a browser: only the hardware and its door need Node', () => {
  const files = globSync('src/wizard/*.ts').filter((file) => !file.endsWith('/node.ts'))
  for (const file of files) {
    expect(readFileSync(file, 'utf8')).not.toMatch(/from '(node:|\.\/hardware\/)/)
  }
})
