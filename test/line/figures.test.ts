import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Kysely } from 'kysely'
import type { Figure, Figures } from '../../src/operators/figures/figures.ts'
import { createRecorder, dayOf } from '../../src/operators/figures/recorder.ts'
import {
  type CallerName,
  createUnderstanding,
  readSpokenLocales,
  tellStory,
} from '../../src/phone/index.ts'
import { openFigures } from '../../src/stores/figures-store.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { madeUpId } from '../support/ids.ts'
import { openWholeLine, type WholeLine } from '../support/whole-line.ts'

const newFolder = temporaryFolders()
const understand = createUnderstanding(readSpokenLocales('locales'))

/** Whoever is cut off calls again. */
const calls = 5

let line: WholeLine
let database: Kysely<unknown>
let figures: Figures
beforeAll(async () => {
  const folder = newFolder()
  database = await openDatabase({ kind: 'sqlite', file: join(folder, 'figures.db') })
  figures = await openFigures(database)
  const recorder = createRecorder({
    figures,
    now: () => 0,
    nameOf: String,
    onFault: (error) => {
      throw error
    },
  })
  line = await openWholeLine({ folder, recorder })
  const ids = [madeUpId(1), madeUpId(2)]
  const callers: readonly CallerName[] = ['fluent', 'silent', 'hangs-up', 'slips']
  for (const [seed, caller] of callers.entries()) {
    const from = `+3168765432${seed}`
    const to = line.numbers.get('NL') ?? ''
    await tellStory({ caller, seed, line: line.line, from, to, ids, understand })
  }
  await recorder.write()
}, 60_000)
afterAll(async () => {
  await line.close()
  await database.destroy()
})

const counted = async (figure: Figure): Promise<Readonly<Record<string, number>>> => {
  const rows = await figures.of({ from: dayOf(0), to: dayOf(0) })
  const found = rows.filter((row) => row.figure === figure)
  return Object.fromEntries(found.map(({ value, count }) => [value, count]))
}

test('every call of the line is in its figures once, with how and where it ended', async () => {
  const ended = await counted('ended')
  expect(Object.values(ended).reduce((sum, count) => sum + count, 0)).toBe(calls)
  expect(ended['activated']).toBeGreaterThanOrEqual(2)
  const left = await counted('left-at')
  expect(Object.values(left).reduce((sum, count) => sum + count, 0)).toBe(calls)
  // Who keeps silent, and who is cut off within his first listening.
  expect(left['welcome']).toBe(2)
  const times = await counted('activated-within')
  expect(Object.values(times).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2)
  expect((await counted('missed'))['1']).toBeGreaterThanOrEqual(1)
  expect(await figures.underWay(0)).toEqual([])
})

test('nothing in them is of one caller', async () => {
  const rows = await figures.of({ from: 0, to: 0 })
  expect(rows.length).toBeGreaterThan(5)
  const { country, language, channel } = rows[0] ?? {}
  expect({ country, language, channel }).toEqual({
    country: 'NL',
    language: 'nl',
    channel: 'voice',
  })
  expect(JSON.stringify(rows)).not.toMatch(/\d{4}/)
})
