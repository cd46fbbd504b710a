import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { ActivationCore } from '../../src/base/activation.ts'
import type {
  CallId,
  CaseNumber,
  ConfirmationId,
  Country,
  E164,
  Language,
} from '../../src/base/brand.ts'
import type { PairHash } from '../../src/calls/call-store.ts'
import { carryOut, type CarryOutDeps, type Position } from '../../src/calls/carry-out.ts'
import type { Dialogue } from '../../src/calls/dialogue.ts'
import { noTexts } from '../../src/calls/case-texts.ts'
import { nobodyThere } from '../../src/calls/people.ts'
import type { Turn } from '../../src/dialogue/turn.ts'
import { openCallStore } from '../../src/stores/sqlite/call-store.ts'
import { madeUpId } from '../support/ids.ts'
import { freshLimits } from '../support/limits.ts'
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
  caller: { callId: 'CA1' as CallId, attested: 'none' },
  channel: 'voice',
  to: '+31851234567' as E164,
  awaited: 4,
} as const

const position = { state: { kind: 'fresh' }, input: { kind: 'keys', keys: '', at: 0 } } as const

const drawGroup = () => 8 as const

const faults: string[] = []

const metrics = {
  callAnswered: () => {},
  callEnded: () => {},
  webhookRepeated: () => {},
  fault: (code: string) => void faults.push(code),
}

const taking = async (
  turn: Turn,
  rest: Partial<CarryOutDeps> = {},
  from: Position = position,
): Promise<unknown> => {
  const store = await openCallStore(join(newFolder(), 'calls.db'))
  const dialogue: Dialogue = {
    begin: () => ({ kind: 'fresh' }),
    step: (_script, state) => ({ state, turn }),
    keyedSoFar: () => [],
    chosenLanguage: () => undefined,
  }
  const deps = {
    dialogue,
    core: silent,
    store,
    limits: freshLimits(),
    caseTexts: noTexts,
    people: nobodyThere,
    peopleTimeoutInMs: 1,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    metrics,
    now: () => 0,
    drawGroup,
    hashPair: (pair: string) => pair as PairHash,
    coreTimeoutInMs: 1,
    ...rest,
  }
  try {
    return await carryOut(deps, matter, from)
  } finally {
    await store.close()
  }
}

const reads: Turn = { kind: 'read', keyed: [], atMost: 1, entry: 'begun' }

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

describe('a call that comes back from a person', () => {
  const back: Position = { state: { kind: 'fresh' }, input: { kind: 'returning', at: 0 } }
  const end: Turn = { kind: 'end', say: [], outcome: 'helped' }

  test('is a case with an answer where the person had one confirmed', async () => {
    const confirmed = {
      kind: 'confirmed',
      installationId: madeUpId(1),
      confirmationId: [] as readonly string[] as ConfirmationId,
      keyClass: 'mak',
      used: 1,
      limit: 3,
      reactivation: false,
      emergency: false,
      caseNumber: matter.caseNumber,
    } as const
    const people = { ...nobodyThere, came: async () => ({ kind: 'helped', confirmed }) as const }
    expect(await taking(end, { people, peopleTimeoutInMs: 10_000 }, back)).toMatchObject({
      turn: end,
      confirmed: confirmed.installationId,
    })
  })

  test('is not ended where the desk does not say how it went: the turn fails, and is tried again', async () => {
    const came = async (): Promise<never> => new Promise(() => undefined)
    const people = { ...nobodyThere, came }
    await expect(taking(end, { people }, back)).rejects.toThrow('no answer within 1 ms')
  })
})

describe('what the core is asked', () => {
  const installationId = madeUpId(1)
  const { country } = matter.script
  const { caseNumber, licences } = matter

  /** What the core was asked, and what the dialogue then heard of it. */
  const asking = async (turn: Turn): Promise<{ asked: unknown[]; heard: unknown }> => {
    const asked: unknown[] = []
    const answering =
      <Result>(result: Result) =>
      async (request: unknown): Promise<Result> => {
        asked.push(request)
        return result
      }
    const core: ActivationCore = {
      ...silent,
      activate: answering({ kind: 'refused', reason: 'forged' } as const),
      release: answering({ kind: 'refused', reason: 'unknown-key' } as const),
      requestExtension: answering({ kind: 'requested', already: false, caseNumber } as const),
    }
    let heard: unknown
    const end: Turn = { kind: 'end', say: [], outcome: 'nobody' }
    const dialogue: Dialogue = {
      begin: () => ({ kind: 'fresh' }),
      step: (_script, state, input) => {
        if (input.kind === 'keys') return { state, turn }
        heard = input
        return { state, turn: end }
      },
      keyedSoFar: () => [],
      chosenLanguage: () => undefined,
    }
    await taking(turn, { core, dialogue, coreTimeoutInMs: 10_000 })
    return { asked, heard }
  }

  test('an activation names the licences and the country of the number that was called', async () => {
    expect(await asking({ kind: 'activate', installationId })).toEqual({
      asked: [{ installationId, licences, country, caseNumber }],
      heard: { kind: 'activation', result: { kind: 'refused', reason: 'forged' }, at: 0 },
    })
  })

  test('a release and a request for more name the case', async () => {
    expect(await asking({ kind: 'release', releaseId: installationId })).toEqual({
      asked: [{ releaseId: installationId, caseNumber }],
      heard: { kind: 'released', result: { kind: 'refused', reason: 'unknown-key' }, at: 0 },
    })
    expect(await asking({ kind: 'request-extension', installationId })).toEqual({
      asked: [{ installationId, caseNumber }],
      heard: {
        kind: 'extension',
        result: { kind: 'requested', already: false, caseNumber },
        at: 0,
      },
    })
  })
})
