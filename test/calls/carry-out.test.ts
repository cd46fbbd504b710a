import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { ActivationCore } from '../../src/base/activation.ts'
import type { CaseNumber, Country, Language } from '../../src/base/brand.ts'
import { carryOut, type CarryOutDeps } from '../../src/calls/carry-out.ts'
import type { Dialogue } from '../../src/calls/dialogue.ts'
import type { Turn } from '../../src/dialogue/turn.ts'
import { openCallStore } from '../../src/stores/sqlite/call-store.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'

const newFolder = temporaryFolders()

const silent: ActivationCore = {
  read: () => new Promise(() => undefined),
  activate: () => new Promise(() => undefined),
  release: () => new Promise(() => undefined),
  requestExtension: () => new Promise(() => undefined),
  health: () => new Promise(() => undefined),
}

const matter = {
  script: {
    country: 'NL' as Country,
    languages: ['nl' as Language] as const,
    choice: 'one',
    keysPerListening: 63,
    relay: false,
  },
  licences: [],
  caseNumber: '12345678' as CaseNumber,
} as const

const position = { state: { kind: 'fresh' }, input: { kind: 'keys', keys: '', at: 0 } } as const

const taking = async (turn: Turn, rest: Partial<CarryOutDeps> = {}): Promise<unknown> => {
  const store = await openCallStore(join(newFolder(), 'calls.db'))
  const dialogue: Dialogue = {
    begin: () => ({ kind: 'fresh' }),
    step: (_script, state) => ({ state, turn }),
    keyedSoFar: () => [],
    chosenLanguage: () => undefined,
  }
  const deps = { dialogue, core: silent, store, now: () => 0, coreTimeoutInMs: 1, ...rest }
  try {
    return await carryOut(deps, matter, position)
  } finally {
    await store.close()
  }
}

const reads: Turn = { kind: 'read', keyed: [], atMost: 1 }

test('a core that does not answer in time is a turn that failed, not a caller who waits', async () => {
  await expect(taking(reads)).rejects.toThrow('no answer within 1 ms')
})

test('a dialogue that never says anything is a turn that failed', async () => {
  const core = { ...silent, read: async () => ({ kind: 'unreadable', groups: [] }) as const }
  await expect(taking(reads, { core })).rejects.toThrow('said nothing in 8 steps')
})

test('what is said ends the turn', async () => {
  const turn: Turn = { kind: 'end', say: [], outcome: 'nobody' }
  expect(await taking(turn)).toEqual({ state: { kind: 'fresh' }, turn })
})
