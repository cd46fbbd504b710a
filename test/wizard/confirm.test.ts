import { describe, expect, test } from '@jest/globals'
import { checkBlock, confirm, installation } from '../../src/wizard/index.ts'
import { example, genuine, type Vector } from './vectors.ts'

const answer = (vector: Vector, typed: readonly string[]): ReturnType<typeof confirm> => {
  const made = installation(vector.productKey, vector.components)
  if (made.kind === 'refused') throw new Error('refused')
  return confirm(made, vector.publicKey, typed)
}

const changed = (digits: string, at: number): string =>
  `${digits.slice(0, at)}${String((Number(digits[at]) + 3) % 10)}${digits.slice(at + 1)}`

const swapped = (digits: string, at: number): string =>
  `${digits.slice(0, at)}${digits.charAt(at + 1)}${digits.charAt(at)}${digits.slice(at + 2)}`

describe('a block', () => {
  const [a = '', b = ''] = example().confirmationId

  test('is checked as soon as it is typed', () => {
    expect(checkBlock(a, 0)).toBe('right')
    expect(checkBlock(`${a.slice(0, 3)} ${a.slice(3)}`, 0)).toBe('right')
    expect(checkBlock(changed(a, 2), 0)).toBe('wrong')
    expect(checkBlock(b, 0)).toBe('wrong')
  })

  test('is incomplete, not wrong, while it is being typed', () => {
    expect(checkBlock('', 0)).toBe('incomplete')
    expect(checkBlock(a.slice(0, 6), 0)).toBe('incomplete')
    expect(checkBlock(`${a}1`, 0)).toBe('wrong')
    expect(checkBlock('12x', 0)).toBe('wrong')
  })
})

describe('the right answer', () => {
  test.each(genuine())('activates product $product, licence $serial', (vector) => {
    expect(answer(vector, vector.confirmationId)).toEqual({
      kind: 'activated',
      confirmationId: vector.confirmationId,
      healed: false,
    })
  })

  test('may be typed in any cut, with blanks and hyphens', () => {
    const { confirmationId } = example()
    const text = confirmationId.join('-')
    expect(answer(example(), [text])).toMatchObject({ kind: 'activated', healed: false })
    expect(
      answer(
        example(),
        text
          .split('-')
          .join('')
          .match(/.{1,9}/g) ?? [],
      ),
    ).toMatchObject({
      kind: 'activated',
    })
  })
})

describe('one slip in the answer is mended', () => {
  const vector = example()
  const digits = vector.confirmationId.join('')
  const blocksWith = (at: number, block: string): readonly string[] =>
    vector.confirmationId.with(at, block)
  const healed = { kind: 'activated', confirmationId: vector.confirmationId, healed: true }

  test('a wrong digit', () => {
    expect(answer(vector, blocksWith(3, changed(vector.confirmationId[3] ?? '', 5)))).toEqual(
      healed,
    )
  })

  test('two neighbours swapped, in a block or across two', () => {
    const inside = [15, 16, 17, 18].find((at) => digits[at] !== digits[at + 1]) ?? 0
    expect(answer(vector, [swapped(digits, inside)])).toEqual(healed)
    const across = [6, 13, 20, 27].find((at) => digits[at] !== digits[at + 1]) ?? 0
    expect(answer(vector, [swapped(digits, across)])).toEqual(healed)
  })

  test('a lost digit, in its block or with everything moved up', () => {
    expect(answer(vector, blocksWith(6, (vector.confirmationId[6] ?? '').slice(1)))).toEqual(healed)
    expect(answer(vector, [digits.slice(0, 24) + digits.slice(25)])).toEqual(healed)
  })

  test('an extra or a doubled digit, in its block or with everything moved on', () => {
    const [, second = ''] = vector.confirmationId
    expect(answer(vector, blocksWith(1, `${second.slice(0, 3)}7${second.slice(3)}`))).toEqual(
      healed,
    )
    expect(answer(vector, [digits.slice(0, 31) + digits.slice(30)])).toEqual(healed)
  })
})

describe('an answer that is not right', () => {
  const vector = example()

  test('is refused with the letters of all its wrong blocks', () => {
    const typed = vector.confirmationId
      .with(1, changed(vector.confirmationId[1] ?? '', 0))
      .with(4, changed(vector.confirmationId[4] ?? '', 2))
      .with(6, changed(vector.confirmationId[6] ?? '', 3))
    expect(answer(vector, typed)).toEqual({
      kind: 'refused',
      reason: 'wrong-blocks',
      blocks: ['B', 'E', 'G'],
    })
  })

  test('is refused when it is whole but another machine’s', () => {
    expect(answer(vector, example(1).confirmationId)).toEqual({
      kind: 'refused',
      reason: 'not-genuine',
    })
  })

  test('is refused with every missing block', () => {
    expect(answer(vector, vector.confirmationId.slice(0, 6))).toMatchObject({ blocks: ['G', 'H'] })
    expect(answer(vector, [])).toMatchObject({ reason: 'wrong-blocks' })
  })
})
