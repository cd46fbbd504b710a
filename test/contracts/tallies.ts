import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Tallies } from '../../src/calls/counting.ts'
import { books } from '../../src/calls/limits-policy.ts'

/** What every place holds in which tries are counted. Names are this run's own. */
export function talliesContract(
  open: () => Promise<{ readonly tallies: Tallies; readonly close: () => Promise<void> }>,
): void {
  let opened: Awaited<ReturnType<typeof open>>
  let names = 0
  const newName = (): string => `name-${(names += 1)}`
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  const counted = async (name: string): Promise<number> =>
    (await opened.tallies.read('callers', name)).count

  test('nothing is counted of whom nothing is known', async () => {
    expect(await opened.tallies.read('callers', newName())).toEqual({ count: 0, forgottenInMs: 0 })
  })

  test('each try is one more', async () => {
    const name = newName()
    for (const count of [1, 2, 3]) {
      expect(await opened.tallies.add('callers', name)).toMatchObject({ count })
      expect(await counted(name)).toBe(count)
    }
  })

  test('tries at once are all counted', async () => {
    const name = newName()
    const tries = Array.from({ length: 50 }, () => opened.tallies.add('keys', name))
    const counts = (await Promise.all(tries)).map(({ count }) => count)
    expect(counts.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    )
  })

  test('what is taken back is one less, and never less than none', async () => {
    const name = newName()
    await opened.tallies.add('callers', name)
    await opened.tallies.add('callers', name)
    expect(await opened.tallies.takeBack('callers', name)).toMatchObject({ count: 1 })
    await opened.tallies.takeBack('callers', name)
    await opened.tallies.takeBack('callers', name)
    expect(await counted(name)).toBe(0)
  })

  test('one name, and one book, knows nothing of another', async () => {
    const [name, other] = [newName(), newName()]
    await opened.tallies.add('callers', name)
    expect(await counted(other)).toBe(0)
    expect(await opened.tallies.read('keys', name)).toMatchObject({ count: 0 })
  })

  test.each([['callers'], ['keys'], ['addresses']] as const)(
    'the book of %s says when a name is forgotten',
    async (book) => {
      const { forgottenInMs } = await opened.tallies.add(book, newName())
      const { forMs } = books[book]
      expect(forgottenInMs).toBeGreaterThan(forMs - 60_000)
      expect(forgottenInMs).toBeLessThanOrEqual(forMs)
    },
  )
}
