import { join } from 'node:path'
import type { Country, Language } from '../../src/base/brand.ts'
import type { Counted } from '../../src/operators/figures/figures.ts'
import { dayOf } from '../../src/operators/figures/recorder.ts'
import { openFigures } from '../../src/stores/figures-store.ts'
import { openDatabase } from '../../src/stores/open-database.ts'

const counted: readonly (readonly [Counted['figure'], string, number])[] = [
  ['ended', 'activated', 180],
  ['ended', 'hung-up', 24],
  ['ended', 'refused', 9],
  ['ended-with-person', 'activated', 22],
  ['left-at', 'done', 171],
  ['left-at', 'welcome', 11],
  ['left-at', 'entry', 9],
  ['left-at', 'healing', 4],
  ['left-at', 'refused', 9],
  ['left-at', 'read-back', 9],
  ['activated-within', '120', 30],
  ['activated-within', '180', 88],
  ['activated-within', '300', 45],
  ['missed', '3', 8],
  ['missed', '7', 15],
  ['refused', 'exhausted', 6],
  ['refused', 'blocked', 3],
]

/** Some days of calls of a demo, and one that is under way. */
export async function fillFigures(folder: string): Promise<void> {
  const file = join(folder, 'data', 'activation-line.db')
  const database = await openDatabase({ kind: 'sqlite', file })
  const figures = await openFigures(database)
  const today = dayOf(Date.now())
  const callers = {
    country: 'NL' as Country,
    language: 'nl' as Language,
    channel: 'voice',
  } as const
  await figures.add(
    [0, 1, 2, 5, 9].flatMap((before) =>
      counted.map(([figure, value, count]) => ({
        ...callers,
        day: today - before,
        figure,
        value,
        count,
      })),
    ),
  )
  const underWay = { ...callers, call: 'a', turn: 1, step: 'entry', until: Date.now() + 3_600_000 }
  await figures.note([underWay as Parameters<typeof figures.note>[0][number]], Date.now())
  await database.destroy()
}
