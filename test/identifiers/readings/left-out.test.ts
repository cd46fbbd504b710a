import { describe, expect, test } from '@jest/globals'
import { createProver, makeInstallationId } from '../../../src/identifiers/installation-id.ts'
import { trialsFor, type ProofOf } from '../../../src/identifiers/readings/left-out.ts'
import { createMinted } from '../../../src/identifiers/readings/minted.ts'
import { seededChance } from '../../../src/phone/index.ts'

const chance = seededChance(2_028)
const secret = Uint8Array.from({ length: 8 }, (_, at) => (at === 0 ? 3 : 40 + at))
const theirSecret = Uint8Array.from({ length: 8 }, (_, at) => (at === 0 ? 4 : 50 + at))
const { ranges } = createMinted([
  { product: 42, highestSerial: 5_000 },
  { product: 7, highestSerial: 300 },
])
const proofOf: ProofOf = (_, __, head) => createProver(secret).proofOf(head)

function draw(of = secret): readonly string[] {
  const hardware = Uint8Array.from({ length: 8 }, () => 1 + chance.below(255))
  return makeInstallationId({ product: 42, serial: 1 + chance.below(5_000), secret: of, hardware })
}

function without(id: readonly string[], place: number): readonly (string | undefined)[] {
  return id.map((group, at) => (at === place - 1 ? undefined : group))
}

/** All that the trials give, and how many there are. */
function found(id: readonly string[], place: number): { count: number; ids: readonly string[] } {
  const { count, take } = trialsFor(without(id, place), ranges, proofOf)
  const given = Array.from({ length: count }, (_, index) => take(index)?.join(' '))
  return { count, ids: given.filter((one) => one !== undefined) }
}

describe('the group that was left out', () => {
  test('group one: whatever brings the ID into the books, a few at the most', () => {
    for (let each = 0; each < 20; each++) {
      const id = draw()
      const { count, ids } = found(id, 1)
      expect(count).toBeLessThanOrEqual(4)
      expect(ids).toContain(id.join(' '))
    }
  })

  test('group two: what stands before the serials of the books', () => {
    for (let each = 0; each < 20; each++) {
      const id = draw()
      const { count, ids } = found(id, 2)
      expect(count).toBeGreaterThan(100)
      expect(count).toBeLessThan(130)
      expect(ids).toContain(id.join(' '))
    }
  })

  test('group six: one proof for each of some 850 heads, and only one of them agrees', () => {
    for (let each = 0; each < 5; each++) {
      const id = draw()
      const { count, ids } = found(id, 6)
      expect([847, 848]).toContain(count)
      expect(ids).toEqual([id.join(' ')])
    }
  })

  test.each([7, 8, 9])(
    'group %i: the head is known but for a carry, and gives the proof',
    (place) => {
      for (let each = 0; each < 200; each++) {
        const id = draw()
        const { count, ids } = found(id, place)
        expect(count).toBeLessThanOrEqual(2)
        expect(ids).toEqual([id.join(' ')])
      }
    },
  )

  test.each([3, 4, 5])('group %i: a million values and nothing to tell them apart', (place) => {
    expect(trialsFor(without(draw(), place), ranges, proofOf).count).toBeGreaterThan(20_000)
  })

  test('an ID of another key is not completed: 2^-50 a trial', () => {
    for (let each = 0; each < 2_000; each++) {
      expect(found(draw(theirSecret), 7 + (each % 3)).ids).toEqual([])
    }
    expect(found(draw(theirSecret), 6).ids).toEqual([])
  })

  test('nothing is tried when no group is missing, two are, or one does not fit', () => {
    const id = draw()
    const wrong = `${id[3]?.slice(0, 6)}${(Number(id[3]?.slice(6)) + 1) % 10}`
    expect(trialsFor(id, ranges, proofOf).count).toBe(0)
    expect(trialsFor(without(without(id, 2) as readonly string[], 7), ranges, proofOf).count).toBe(
      0,
    )
    expect(trialsFor(without(id.with(3, wrong), 8), ranges, proofOf).count).toBe(0)
  })
})
