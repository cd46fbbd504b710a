import { describe, expect, test } from '@jest/globals'
import { createTallies } from '../../../src/stores/memory/tallies.ts'
import { talliesContract } from '../../contracts/tallies.ts'

describe('tries counted in this process', () => {
  talliesContract(async () => ({ tallies: createTallies(), close: async () => {} }))

  test('the names that tried longest ago make room for others', async () => {
    const tallies = createTallies(2)
    for (const name of ['one', 'two', 'one', 'three']) await tallies.add('keys', name)
    const counts = ['one', 'two', 'three'].map(async (name) => tallies.read('keys', name))
    expect((await Promise.all(counts)).map(({ count }) => count)).toEqual([2, 0, 1])
  })
})
