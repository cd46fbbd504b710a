import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Kysely } from 'kysely'
import type { Country, Language } from '../../src/base/brand.ts'
import type { CallUnderWay, Counted, Figures } from '../../src/operators/figures/figures.ts'
import { openFigures } from '../../src/stores/figures-store.ts'

/** What a store of figures must hold on every engine; `open` gives an empty database of that engine. */
export function describeFigures(engine: string, open: () => Promise<Kysely<unknown>>): void {
  describe(`figures on ${engine}`, () => {
    const opened: Kysely<unknown>[] = []
    let one: Figures
    let other: Figures
    beforeEach(async () => {
      const database = await open()
      opened.push(database)
      one = await openFigures(database)
      other = await openFigures(database)
    })
    afterAll(async () => {
      for (const database of opened) await database.destroy()
    })

    const callers = {
      country: 'NL' as Country,
      language: 'nl' as Language,
      channel: 'voice',
    } as const
    const counted = (more: Partial<Counted> = {}): Counted => ({
      ...callers,
      day: 20_000,
      figure: 'ended',
      value: 'activated',
      count: 1,
      ...more,
    })
    const all = { from: 0, to: 30_000 }

    test('what several lines count at once adds up, and nothing is lost', async () => {
      const values = ['activated', 'refused', 'hung-up']
      const here = values.map((value) => counted({ value, count: 2 }))
      const there = values.toReversed().map((value) => counted({ value, count: 3 }))
      await Promise.all(Array.from({ length: 10 }, () => [one.add(here), other.add(there)]).flat())
      const found = await one.of(all)
      expect(found.map(({ value, count }) => [value, count])).toEqual([
        ['activated', 50],
        ['hung-up', 50],
        ['refused', 50],
      ])
    })

    test('days are kept apart, and so are countries, languages and channels', async () => {
      const rows = [
        counted(),
        counted({ day: 20_001 }),
        counted({ country: 'BE' as Country }),
        counted({ language: 'en' as Language }),
        counted({ channel: 'text-telephone' }),
      ]
      await one.add(rows)
      expect(await one.of({ from: 20_001, to: 20_001 })).toEqual([rows[1]])
      expect(await one.of(all)).toHaveLength(rows.length)
    })

    test('a whole day of a busy line is written at once', async () => {
      const rows = Array.from({ length: 2_500 }, (_, index) => counted({ value: String(index) }))
      await one.add(rows)
      expect(await one.of(all)).toHaveLength(rows.length)
    })

    const call = (more: Partial<CallUnderWay> = {}): CallUnderWay => ({
      ...callers,
      call: 'one',
      step: 'entry',
      turn: 3,
      until: 1_000,
      ...more,
    })

    test('a call stands where its latest turn came, whichever line tells of it and when', async () => {
      await one.note([call(), call({ call: 'two', step: 'welcome', turn: 0 })], 0)
      await other.note([call({ step: 'gate', turn: 5 })], 0)
      await one.note([call({ step: 'healing', turn: 4 })], 0)
      const standing = await one.underWay(0)
      expect(standing.toSorted((a, b) => a.step.localeCompare(b.step))).toEqual([
        { ...callers, step: 'gate', count: 1 },
        { ...callers, step: 'welcome', count: 1 },
      ])
    })

    test('a call that has ended is not under way, though a line tells of an earlier step later', async () => {
      await one.note([call({ step: 'over', turn: 99 })], 0)
      await other.note([call({ step: 'gate', turn: 5 })], 0)
      expect(await one.underWay(0)).toEqual([])
    })

    test('a call of whose end nobody told is forgotten in time', async () => {
      await one.note([call({ until: 1_000 })], 0)
      expect(await one.underWay(999)).toHaveLength(1)
      expect(await one.underWay(1_000)).toEqual([])
    })
  })
}
