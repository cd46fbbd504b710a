import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { gaps, rows, type Called } from '../bench/calls/play.ts'
import { firstSeedOf, playRow } from '../bench/calls/tell-row.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { keys, openWholeLine, product, type WholeLine } from '../support/whole-line.ts'

/*
 * A sample of what `npm run bench calls` plays in full. Its seeds are fixed, so that it says the same each
 * time; a row fails when so many of its calls had a question that a line which is exactly as good as it must
 * be would have that bad luck once in a hundred samples.
 */
const calls = 100
const luck = 0.01

const newFolder = temporaryFolders()
let whole: WholeLine
let called: Called

beforeAll(async () => {
  whole = await openWholeLine({ folder: newFolder() })
  const { line, secrets, numbers } = whole
  called = { line, secrets, product, serials: keys.many, to: numbers.get('GB') ?? '' }
})

afterAll(() => whole.close())

describe('on a line that is deaf for a moment between two turns', () => {
  test.each(rows)(
    'callers are confirmed without a question: $name',
    async (row) => {
      const seed = firstSeedOf(row, 'usual')
      const told = await playRow(called, row, { calls, gapInMs: gaps.usual, seed })
      const asked = told.asked.map(({ seed: one, prompts }) => `${one}: ${prompts.join(' ')}`)
      expect(told.wrong).toBe(0)
      expect(asked.length > mostQuestions(row.least) ? asked : []).toEqual([])
    },
    120_000,
  )
})

/** The fewest failures among the calls that a share of successes exceeds less often than by our luck. */
function mostQuestions(share: number): number {
  let most = 0
  let likelihood = share ** calls
  for (let sum = likelihood; sum < 1 - luck; sum += likelihood) {
    most += 1
    likelihood *= ((calls - most + 1) / most) * ((1 - share) / share)
  }
  return most
}
