import { expect, test } from '@jest/globals'
import { createPlaces } from '../../src/activation/places.ts'

test('no more work runs at a time than there are places, first come first served', async () => {
  const inPlace = createPlaces(2)
  const begun: number[] = []
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const all = ends.map((end, nth) =>
    inPlace(async () => {
      begun.push(nth)
      await end.promise
    }),
  )
  await turn()
  expect(begun).toEqual([0, 1])
  ends[1]?.resolve()
  await turn()
  expect(begun).toEqual([0, 1, 2])
  for (const end of ends) end.resolve()
  await Promise.all(all)
  expect(begun).toEqual([0, 1, 2, 3])
})

test('work that fails gives its place back', async () => {
  const inPlace = createPlaces(1)
  await expect(inPlace(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await inPlace(() => Promise.resolve('done'))).toBe('done')
})

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
