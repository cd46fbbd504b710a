import { describe, expect, test } from '@jest/globals'
import { emptyAnswer, fill, firstOpen } from '../../src/pages/phone/wizard/answer.ts'

const whole = [
  '3152413',
  '6340671',
  '0422697',
  '0724790',
  '2247389',
  '4746683',
  '0820855',
  '7721180',
]

describe('typing the answer', () => {
  test('digits go into the block they are typed into, and nothing but digits', () => {
    expect(fill(emptyAnswer, 2, ' 04-2x26')[2]).toBe('04226')
    expect(fill(emptyAnswer, 2, '0422')).toHaveLength(8)
  })

  test('an eighth digit is not taken', () => {
    expect(fill(emptyAnswer, 0, '31524139')[0]).toBe('3152413')
  })

  test('the whole answer pasted anywhere fills all eight blocks', () => {
    expect(fill(emptyAnswer, 0, whole.join(' '))).toEqual(whole)
    expect(
      fill(emptyAnswer, 5, whole.map((block, i) => `${'ABCDEFGH'[i]}: ${block}`).join('\n')),
    ).toEqual(whole)
  })

  test('several blocks pasted go on from where they were put', () => {
    const answer = fill(['1'.repeat(7), ...emptyAnswer.slice(1)], 6, `${whole[6]} ${whole[7]}`)
    expect(answer).toEqual(['1111111', '', '', '', '', '', '0820855', '7721180'])
  })
})

describe('where the cursor goes', () => {
  test('on to the next block that is not right, round to those before', () => {
    expect(firstOpen(['right', 'wrong', 'right', 'incomplete'], 2)).toBe(3)
    expect(firstOpen(['right', 'wrong', 'right', 'right'], 2)).toBe(1)
  })

  test('nowhere when all are right', () => {
    expect(firstOpen(['right', 'right'])).toBeUndefined()
  })
})
