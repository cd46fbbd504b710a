import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { Country } from '../../src/base/brand.ts'
import { openDesk, type DeskOfLine } from '../../src/line/open-desk.ts'
import type { Telephony } from '../../src/operators/telephony/telephony.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'
import { openDeskStore } from '../../src/stores/sqlite/desk-store.ts'
import { aContact } from '../contracts/a-contact.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'

const newFolder = temporaryFolders()

const telephony: Telephony = {
  move: async () => false,
  hold: async () => {},
  callIn: async () => {},
  letGo: async () => {},
  callBack: async () => {
    throw new Error('nobody is called here')
  },
  text: async () => {},
  access: () => ({ kind: 'none' }),
}

test('a line sees to its desk from the beginning: who waits too long is gone', async () => {
  const deskStore = await openDeskStore(join(newFolder(), 'calls.db'))
  const { id } = await deskStore.enter(aContact('a', { since: 0 }))
  const line: DeskOfLine = {
    backing: {
      operators: { accounts: {} } as NonNullable<DeskOfLine['backing']['operators']>,
      deskStore,
      tallies: createTallies(),
      callerKey: new Uint8Array(32),
    },
    scripts: new Map([['NL' as Country, { reaches: ['NL' as Country], names: new Map() }]]),
    numbers: [],
    printed: new Map(),
    telephony,
    callbacksPerDay: 200,
    timeoutInMs: 500,
    isDemo: false,
    log: { error: () => {} },
    metrics: { fault: () => {} },
  }
  const running = openDesk(line)
  await running?.close()
  expect(await deskStore.find(id)).toMatchObject({ phase: { kind: 'over', how: 'left' } })
  expect(openDesk({ ...line, telephony: undefined })).toBeUndefined()
  await deskStore.close()
})
