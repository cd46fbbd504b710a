import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Kysely } from 'kysely'
import type { CallId, Country, Language } from '../../../src/base/brand.ts'
import type { TurnSeen } from '../../../src/calls/turn-seen.ts'
import type { Figures } from '../../../src/operators/figures/figures.ts'
import { createRecorder, dayOf, type Recorder } from '../../../src/operators/figures/recorder.ts'
import { openFigures } from '../../../src/stores/figures-store.ts'
import { openDatabase } from '../../../src/stores/open-database.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'

const newFolder = temporaryFolders()
const at = Date.UTC(2026, 10, 26, 12)
const callId = 'CA-of-a-caller' as CallId
const of = { country: 'NL' as Country, channel: 'voice' } as const
const language = 'nl' as Language

let database: Kysely<unknown>
let figures: Figures
let recorder: Recorder
let isAway: boolean
let faults: number
beforeEach(async () => {
  database = await openDatabase({ kind: 'sqlite', file: join(newFolder(), 'line.db') })
  figures = await openFigures(database)
  isAway = false
  faults = 0
  const orAway =
    <Of extends readonly unknown[]>(work: (...of: Of) => Promise<void>) =>
    (...given: Of): Promise<void> =>
      isAway ? Promise.reject(new Error('away')) : work(...given)
  recorder = createRecorder({
    figures: { add: orAway(figures.add), note: orAway(figures.note) },
    now: () => at,
    nameOf: (id) => `name of ${id.length}`,
    onFault: () => void (faults += 1),
  })
})
afterEach(() => database.destroy())

const seen = (more: Partial<TurnSeen> = {}): TurnSeen => ({
  turn: 1,
  state: 'entering',
  language,
  before: 'welcome',
  step: 'entry',
  ...more,
})

const counts = async (): Promise<Readonly<Record<string, number>>> => {
  const rows = await figures.of({ from: dayOf(at), to: dayOf(at) })
  return Object.fromEntries(rows.map(({ figure, value, count }) => [`${figure} ${value}`, count]))
}

test('misses, refusals and the time to an activation are counted as they come', async () => {
  recorder.turnTaken(callId, of, seen({ miss: 'again', group: 4 }))
  recorder.turnTaken(callId, of, seen({ miss: 'silence' }))
  recorder.turnTaken(callId, of, seen({ refused: 'exhausted' }))
  recorder.turnTaken(callId, of, seen({ activatedAfterInMs: 150_000 }))
  recorder.turnTaken(callId, of, seen({ activatedAfterInMs: 2 * 3_600_000 }))
  await recorder.write()
  expect(await counts()).toEqual({
    'missed 4': 1,
    'missed 0': 1,
    'refused exhausted': 1,
    'activated-within 180': 1,
    'activated-within more': 1,
  })
})

test('a call is counted once, with what came of it and where it ended', async () => {
  const end = { outcome: 'activated', state: 'entering', step: 'done', language } as const
  recorder.turnTaken(callId, of, seen({ end }))
  recorder.callLeft(callId, of, { ...end, outcome: 'hung-up', step: 'gate' })
  await recorder.write()
  expect(await counts()).toEqual({
    'ended activated': 1,
    'left-at done': 1,
    'ended hung-up': 1,
    'left-at gate': 1,
  })
})

test('a call is under way from its first turn to its end, under a name that leads to nobody', async () => {
  recorder.turnTaken(callId, of, seen({ turn: 0, step: 'welcome' }))
  await recorder.write()
  expect(await figures.underWay(at)).toEqual([{ ...of, language, step: 'welcome', count: 1 }])
  recorder.turnTaken(callId, of, seen({ turn: 1, step: 'entry' }))
  recorder.turnTaken(callId, of, seen({ turn: 2, before: 'entry', step: 'entry' }))
  await recorder.write()
  expect(await figures.underWay(at)).toEqual([{ ...of, language, step: 'entry', count: 1 }])
  const end = { outcome: 'hung-up', state: 'entering', step: 'entry', language } as const
  recorder.callLeft(callId, of, end)
  await recorder.write()
  expect(await figures.underWay(at)).toEqual([])
})

test('what cannot be written now is written later, and reported once', async () => {
  isAway = true
  recorder.turnTaken(callId, of, seen({ miss: 'again', group: 2 }))
  await recorder.write()
  recorder.turnTaken(callId, of, seen({ miss: 'again', group: 2 }))
  await recorder.write()
  expect(faults).toBe(1)
  isAway = false
  await recorder.write()
  await recorder.write()
  expect(await counts()).toEqual({ 'missed 2': 2 })
})
