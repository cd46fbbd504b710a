import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { CallId, CaseNumber } from '../../../src/base/brand.ts'
import type { CallStore } from '../../../src/calls/call-store.ts'
import { openCallStore } from '../../../src/stores/sqlite/call-store.ts'
import { describeCallStore } from '../../contracts/call-store.ts'
import { temporaryFolders } from '../temporary-folder.ts'

const newFolder = temporaryFolders()

const taken = {
  callId: 'CA1' as CallId,
  turn: 1,
  reply: 'reply',
  state: '{}',
  caseNumber: '12345678' as CaseNumber,
  at: 0,
  keyed: [],
  over: false,
}

describeCallStore('SQLite', async () => {
  const file = join(newFolder(), 'calls.db')
  return { store: await openCallStore(file), again: () => openCallStore(file) }
})

test('calls are still there when the line starts again, readable by its owner only', async () => {
  const file = join(newFolder(), 'calls.db')
  const first = await openCallStore(file)
  await first.save(taken)
  await first.close()
  const second = await openCallStore(file)
  expect(await second.load(taken.callId)).toMatchObject({ kind: 'open' })
  await second.close()
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('of two lines on one file exactly one takes a turn', async () => {
  const file = join(newFolder(), 'calls.db')
  const lines = [await openCallStore(file), await openCallStore(file)]
  const results = await Promise.all(lines.map((store) => store.save(taken)))
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(['open', 'saved'])
  await Promise.all(lines.map((store: CallStore) => store.close()))
})

test('nothing keyed stays in the file once the call’s end was reported and its case is finished', async () => {
  const file = join(newFolder(), 'calls.db')
  const store = await openCallStore(file)
  await store.save({ ...taken, reply: 'spoken 4711', state: '{"keyed":"4711"}' })
  await store.end(taken.callId, 0)
  await store.close()
  expect(readFileSync(file, 'latin1')).not.toContain('4711')
})
