import { describe, expect, test } from '@jest/globals'
import { installation } from '../../src/wizard/index.ts'
import { example, genuine } from './vectors.ts'

describe('an installation', () => {
  test.each(genuine())('of product $product, licence $serial has the published ID', (vector) => {
    const made = installation(vector.productKey, vector.components)
    expect(made).toMatchObject({ kind: 'installation', id: vector.installationId, version: 1 })
  })

  test('takes the product key as people type it', () => {
    const { productKey, components, installationId } = example()
    const typed = ` ${productKey.toLowerCase().replaceAll('-', ' ')} `
    expect(installation(typed, components)).toMatchObject({ id: installationId })
  })

  test('is refused for a mistyped product key, saying what kind of mistake it is', () => {
    const { productKey, components } = example()
    const faultOf = (key: string): unknown => installation(key, components)
    const refused = { kind: 'refused', reason: 'product-key' }
    expect(faultOf(productKey.slice(1))).toEqual({ ...refused, fault: 'length' })
    expect(faultOf(productKey.replace('F', 'A'))).toEqual({ ...refused, fault: 'alphabet' })
    expect(faultOf(productKey.replace('R', 'B'))).toEqual({ ...refused, fault: 'check' })
  })

  test('is refused for a key of another product than the publisher asks for', () => {
    const { productKey, components, product } = example()
    expect(installation(productKey, components, product).kind).toBe('installation')
    expect(installation(productKey, components, 7)).toEqual({
      kind: 'refused',
      reason: 'other-product',
      product,
    })
  })

  test('needs four components, and says which it has', () => {
    const { productKey, components } = example()
    const { machine = '', board = '', disk = '', network = '' } = components
    expect(installation(productKey, { machine, board, disk, network }).kind).toBe('installation')
    expect(installation(productKey, { machine, board, disk, network: 'None' })).toEqual({
      kind: 'refused',
      reason: 'too-little-hardware',
      present: ['machine', 'board', 'disk'],
    })
  })
})
