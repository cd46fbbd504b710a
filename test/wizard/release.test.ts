import { describe, expect, test } from '@jest/globals'
import { parseInstallationId } from '../../src/identifiers/installation-id.ts'
import {
  activate,
  begin,
  confirm,
  licenceStatus,
  makeReleaseId,
  parseState,
  release,
  storedState,
  type ReleasedState,
  type WaitingState,
} from '../../src/wizard/index.ts'
import { example, genuine, type Vector } from './vectors.ts'

const vector = example()
const publisher = ({ product, publicKey }: Vector): WaitingState['product'] => ({
  product,
  publicKey,
  name: 'Example Office',
})

const begun = (of = vector): WaitingState => {
  const state = begin({
    product: publisher(of),
    productKey: of.productKey,
    components: of.components,
  })
  if (state.kind === 'refused') throw new Error(state.reason)
  return state
}

const released = (): ReleasedState => release(begun())

describe('from state to state', () => {
  test('a machine begins, is activated, and gives its activation back', () => {
    const waiting = begun()
    expect(waiting).toMatchObject({ kind: 'waiting', installation: { id: vector.installationId } })
    const answer = confirm(waiting.installation, vector.publicKey, vector.confirmationId)
    if (answer.kind === 'refused') throw new Error(answer.reason)
    const activated = activate(waiting, answer.confirmationId)
    expect(licenceStatus(activated, vector.components, publisher(vector)).kind).toBe('licensed')
    const over = release(activated)
    expect(over).toMatchObject({ kind: 'released', releaseId: vector.releaseId })
    expect(over).not.toHaveProperty('confirmationId')
    expect(licenceStatus(over, vector.components, publisher(vector))).toEqual({
      kind: 'unlicensed',
      reason: 'released',
    })
  })

  test('a wrong product key begins nothing', () => {
    const { components } = vector
    expect(begin({ product: publisher(vector), productKey: 'XXXXX', components })).toMatchObject({
      kind: 'refused',
      reason: 'product-key',
    })
    const product = { ...publisher(vector), product: 7 }
    expect(begin({ product, productKey: vector.productKey, components })).toMatchObject({
      reason: 'other-product',
    })
  })

  test('a release is not undone by the answer that was kept', () => {
    const stored = { ...storedState(released()), confirmationId: vector.confirmationId }
    expect(parseState(stored)).toEqual({ kind: 'state', state: released() })
  })

  test('releasing twice gives the same ID', () => {
    expect(release(released())).toEqual(released())
  })

  test('a machine that waits can give back what the line may have counted', () => {
    expect(released().releaseId).toEqual(vector.releaseId)
  })
})

describe('a release ID', () => {
  test.each(genuine())('of product $product, licence $serial is the published one', (one) => {
    expect(makeReleaseId(one.productKey, begun(one).installation)).toEqual(one.releaseId)
  })

  test('names key and hardware of the installation, under version 2', () => {
    const { product, serial, hardware } = begun().installation
    const parsed = parseInstallationId(released().releaseId)
    expect(parsed).toMatchObject({ version: 2, product, serial, hardware })
  })

  test('is made of a product key only', () => {
    expect(() => makeReleaseId('no key', begun().installation)).toThrow(RangeError)
  })
})

describe('a released state', () => {
  test('survives being written and read', () => {
    const text = JSON.stringify(storedState(released()))
    expect(parseState(JSON.parse(text))).toEqual({ kind: 'state', state: released() })
  })

  test.each([
    ['of another machine', { releaseId: example(1).releaseId }],
    ['the installation ID', { releaseId: vector.installationId }],
    ['empty', { releaseId: null }],
  ])('is refused when its release ID is %s', (_, change) => {
    expect(parseState({ ...storedState(released()), ...change })).toEqual({
      kind: 'refused',
      reason: 'damaged',
      what: 'releaseId',
    })
  })
})
