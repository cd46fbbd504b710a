import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { CallId, CaseNumber, InstallationId, Language } from '../../src/base/brand.ts'
import type { Keyed } from '../../src/base/keyed.ts'
import {
  caseNumberForMs,
  rememberedForMs,
  type CallerHash,
  type CallStore,
  type OpenRequest,
  type PairHash,
  type Proof,
  type Recall,
  type TurnTaken,
} from '../../src/calls/call-store.ts'
import type { Proved } from '../../src/dialogue/input.ts'

const at = Date.UTC(2027, 0, 1)

const keyed: Keyed = [
  { kind: 'press', key: '4', doubt: 0.5 },
  { kind: 'press', key: '*' },
  { kind: 'mark', mark: 'timer' },
  { kind: 'mark', mark: 'asked', group: 3 },
]

const other: Keyed = [{ kind: 'press', key: '7' }]

const installationId = Array.from('123456789', (digit) =>
  digit.repeat(7),
) as readonly string[] as InstallationId

const request = (callId: string, rest: Partial<OpenRequest> = {}): OpenRequest => ({
  callId: callId as CallId,
  caller: 'hash' as CallerHash,
  offered: numbers(`1${callId.length}000`, `2${callId.length}000`),
  at,
  ...rest,
})

const numbers = (...texts: string[]): CaseNumber[] => texts.map((text) => text as CaseNumber)

const turn = (callId: string, rest: Partial<TurnTaken> = {}): TurnTaken => ({
  callId: callId as CallId,
  turn: 1,
  reply: '<Response>één</Response>',
  state: '{"a":1}',
  caseNumber: '12345678' as CaseNumber,
  caller: 'hash' as CallerHash,
  at,
  keyed,
  over: false,
  ...rest,
})

/** Early enough before the end of a time, whatever a slow machine takes for the rest of the test. */
const minute = 60_000

type OpenedStore = { readonly store: CallStore; readonly again: () => Promise<CallStore> }

/**
 * What every call store holds. `open` makes an empty one that lives until the test's end, and says how the same one
 * is opened by another line. Where the server has a clock of its own, `pass` lets so much time go by on it.
 */
export function describeCallStore(
  name: string,
  open: () => Promise<OpenedStore>,
  pass: (ms: number) => Promise<void> = async () => {},
): void {
  describe(`the call store on ${name}`, () => {
    let store: CallStore
    let openAgain: OpenedStore['again']

    beforeEach(async () => {
      ;({ store, again: openAgain } = await open())
    })
    afterEach(() => store.close())

    const id = (text: string): CallId => text as CallId

    /** A call comes in and is answered once. */
    const begin = async (callId: string, rest: Partial<TurnTaken> = {}): Promise<void> => {
      const taken = turn(callId, rest)
      const { caller, at: when } = taken
      const offered = numbers('12345678', `9${callId}`)
      const opened = await store.open({
        callId: taken.callId,
        ...(caller && { caller }),
        offered,
        at: when,
      })
      const { caseNumber } = opened.kind === 'new' ? opened : taken
      expect(await store.save({ ...taken, caseNumber })).toEqual({ kind: 'saved' })
    }

    test('is ready', async () => {
      expect(await store.isReady()).toBe(true)
    })

    test('does not know a call that never came', async () => {
      expect(await store.load(id('CA1'))).toEqual({ kind: 'unknown' })
    })

    test('gives back a turn as it was saved, byte for byte', async () => {
      expect(await store.save(turn('CA1'))).toEqual({ kind: 'saved' })
      const { callId, reply, state, caseNumber, caller } = turn('CA1')
      expect(await store.load(id('CA1'))).toEqual({
        kind: 'open',
        call: { callId, turn: 1, reply, state, caseNumber, caller },
      })
    })

    test('saves a turn only after the one before it', async () => {
      await store.save(turn('CA1'))
      for (const wrong of [1, 3, 0])
        expect(await store.save(turn('CA1', { turn: wrong, reply: 'lost' }))).toMatchObject({
          kind: 'open',
          call: { turn: 1, reply: '<Response>één</Response>' },
        })
      expect(await store.save(turn('CA1', { turn: 2, reply: 'two' }))).toEqual({ kind: 'saved' })
      expect(await store.load(id('CA1'))).toMatchObject({ call: { turn: 2, reply: 'two' } })
    })

    test('saves no later turn of a call that it does not know', async () => {
      expect(await store.save(turn('CA1', { turn: 5 }))).toEqual({ kind: 'unknown' })
      expect(await store.load(id('CA1'))).toEqual({ kind: 'unknown' })
    })

    test('lets exactly one of many win that save the same turn at once', async () => {
      await store.save(turn('CA1'))
      const tries = Array.from({ length: 20 }, (_, index) =>
        store.save(turn('CA1', { turn: 2, reply: `reply ${index}` })),
      )
      const results = await Promise.all(tries)
      const winner = results.findIndex(({ kind }) => kind === 'saved')
      const losers = results.toSpliced(winner, 1)
      expect(losers).toHaveLength(19)
      for (const loser of losers)
        expect(loser).toMatchObject({ kind: 'open', call: { reply: `reply ${winner}` } })
    })

    describe('when a call is over', () => {
      test('its last reply is still there for a repeated webhook, and no turn comes after', async () => {
        await store.save(turn('CA1', { over: true, reply: 'bye' }))
        expect(await store.load(id('CA1'))).toEqual({ kind: 'over', reply: 'bye' })
        expect(await store.save(turn('CA1', { turn: 2 }))).toEqual({ kind: 'over', reply: 'bye' })
      })

      test('once its end was reported nothing is left of it but that it is over', async () => {
        await store.save(turn('CA1'))
        await store.end(id('CA1'), at)
        await store.end(id('CA1'), at)
        expect(await store.load(id('CA1'))).toEqual({ kind: 'over' })
        expect(await store.save(turn('CA1', { turn: 2 }))).toEqual({ kind: 'over' })
        expect(await store.open(request('CA1'))).toEqual({ kind: 'over' })
      })

      test('that is remembered for 24 hours, whatever is asked of it meanwhile', async () => {
        await store.save(turn('CA1'))
        await store.end(id('CA1'), at)
        const early = rememberedForMs - minute
        await pass(early)
        await store.end(id('CA1'), at + early)
        await store.open(request('CA22', { at: at + early }))
        expect(await store.load(id('CA1'))).toEqual({ kind: 'over' })
        await pass(minute)
        await store.open(request('CA333', { at: at + rememberedForMs }))
        expect(await store.load(id('CA1'))).toEqual({ kind: 'unknown' })
      })

      test('the end of an unknown call changes nothing', async () => {
        await store.end(id('CA1'), at)
        expect(await store.load(id('CA1'))).toEqual({ kind: 'unknown' })
      })
    })

    describe('when a call comes in', () => {
      test('it gets a case number, and the same one when it opens again', async () => {
        const first = await store.open(request('CA1'))
        expect(first).toEqual({ kind: 'new', caseNumber: '13000', beginnings: [] })
        expect(await store.open(request('CA1', { offered: numbers('777') }))).toEqual(first)
      })

      test('it gets none that another one has, until 90 days have gone', async () => {
        const offered = numbers('100', '200')
        expect(await store.open(request('CA1', { offered }))).toMatchObject({ caseNumber: '100' })
        expect(await store.open(request('CA2', { offered }))).toMatchObject({ caseNumber: '200' })
        await expect(store.open(request('CA3', { offered }))).rejects.toThrow('none of the case')
        const early = caseNumberForMs - minute
        await pass(early)
        await expect(store.open(request('CA3', { offered, at: at + early }))).rejects.toThrow(
          'none of',
        )
        await pass(minute)
        expect(
          await store.open(request('CA4', { offered, at: at + caseNumberForMs })),
        ).toMatchObject({ caseNumber: '100' })
      })

      test('many at once get numbers of their own', async () => {
        const offered = Array.from({ length: 20 }, (_, index) => `${index}` as CaseNumber)
        const opened = await Promise.all(
          offered.map((_, index) => store.open(request(`CA${index}`, { offered }))),
        )
        const drawn = opened.map((one) => (one.kind === 'new' ? one.caseNumber : ''))
        expect(new Set(drawn).size).toBe(20)
      })

      test('a repeated one is what is stored already', async () => {
        await store.open(request('CA1'))
        await store.save(turn('CA1', { reply: 'first' }))
        expect(await store.open(request('CA1'))).toMatchObject({
          kind: 'open',
          call: { reply: 'first' },
        })
      })
    })

    describe('what earlier calls of a caller brought in', () => {
      test('is offered to his next call, the latest first', async () => {
        await begin('CA1')
        await begin('CA2', { keyed: other, at: at + 1 })
        expect(await store.open(request('CA3', { at: at + 2 }))).toMatchObject({
          beginnings: [other, keyed],
        })
      })

      test('is what was there at the last turn, hung up or not', async () => {
        await begin('CA1', { keyed: [] })
        await store.save(turn('CA1', { turn: 2, keyed: other }))
        await store.end(id('CA1'), at)
        expect(await store.open(request('CA2'))).toMatchObject({ beginnings: [other] })
      })

      test('is not offered to another caller, nor to one who withholds his number', async () => {
        await begin('CA1')
        const { caller: _, ...anonymous } = request('CA2')
        const { caller: __, ...unnamed } = turn('CA3')
        await store.save(unnamed)
        expect(await store.open(anonymous)).toMatchObject({ beginnings: [] })
        expect(
          await store.open(request('CA22', { caller: 'somebody else' as CallerHash })),
        ).toMatchObject({ beginnings: [] })
      })

      test('is nothing when nothing was keyed, or all of it was used up', async () => {
        await begin('CA1')
        await store.save(turn('CA1', { turn: 2, keyed: [], over: true }))
        expect(await store.open(request('CA2'))).toMatchObject({ beginnings: [] })
      })

      test('is forgotten after 24 hours', async () => {
        await begin('CA1')
        const early = rememberedForMs - minute
        await pass(early)
        const last = await store.open(request('CA22', { at: at + early }))
        expect(last).toMatchObject({ beginnings: [keyed] })
        await pass(minute)
        const late = await store.open(request('CA333', { at: at + rememberedForMs }))
        expect(late).toMatchObject({ beginnings: [] })
      })

      test('is offered four times at most, equal ones once', async () => {
        for (const [index, key] of (['1', '1', '2', '3', '4', '5'] as const).entries())
          await begin(`CA${index}`, { keyed: [{ kind: 'press', key }], at: at + index })
        const opened = await store.open(request('CA9', { at: at + 9 }))
        expect(opened.kind === 'new' && opened.beginnings.map(([item]) => item)).toMatchObject([
          { key: '5' },
          { key: '4' },
          { key: '3' },
          { key: '2' },
        ])
      })
    })

    describe('a chosen language', () => {
      const nl = 'nl' as Language
      const fr = 'fr' as Language

      test('is remembered for the caller for 24 hours', async () => {
        await begin('CA1', { language: fr })
        await begin('CA2', { language: nl, at: at + 1 })
        await begin('CA3', { at: at + 2 })
        expect(await store.open(request('CA4', { at: at + 3 }))).toMatchObject({ remembered: nl })
        await pass(rememberedForMs)
        const late = await store.open(request('CA55', { at: at + 1 + rememberedForMs }))
        expect(late).not.toHaveProperty('remembered')
      })

      test('stays what it was through the turns after it', async () => {
        await begin('CA1', { language: fr })
        await store.save(turn('CA1', { turn: 2 }))
        expect(await store.open(request('CA2'))).toMatchObject({ remembered: fr })
      })
    })

    describe('a case number', () => {
      const recall = (text: string, when = at): Promise<Recall> =>
        store.recall(text as CaseNumber, when)

      test('calls up what its case brought in, hung up or not', async () => {
        await begin('CA1')
        await store.end(id('CA1'), at)
        expect(await recall('12345678')).toEqual({ kind: 'open', beginning: keyed })
      })

      test('calls up nothing when it is nobody’s, or refused', async () => {
        await begin('CA1')
        expect(await recall('87654321')).toEqual({ kind: 'unknown' })
        await store.save(turn('CA1', { turn: 2, keyed: [] }))
        expect(await recall('12345678')).toEqual({ kind: 'unknown' })
      })

      test('calls up nothing after a day', async () => {
        await begin('CA1')
        await begin('CA2', { keyed: [], confirmed: installationId })
        await pass(rememberedForMs)
        for (const number of ['12345678', '9CA2'])
          expect(await recall(number, at + rememberedForMs)).toEqual({ kind: 'unknown' })
      })

      test('of a finished case says so, hung up or not', async () => {
        await begin('CA1')
        await store.save(turn('CA1', { turn: 2, keyed: [], confirmed: installationId }))
        await store.save(turn('CA1', { turn: 3, keyed: [] }))
        await store.end(id('CA1'), at)
        expect(await recall('12345678')).toEqual({ kind: 'finished' })
      })

      test('calls up the next computer of a finished case, until that is finished as well', async () => {
        await begin('CA1', { keyed: [], confirmed: installationId })
        await store.save(turn('CA1', { turn: 2, keyed: other }))
        expect(await recall('12345678')).toEqual({ kind: 'open', beginning: other })
      })
    })

    describe('a case that goes on in a call that the line made', () => {
      const goesOn = '12345678' as CaseNumber
      const called = (rest: Partial<TurnTaken> = {}): TurnTaken =>
        turn('CA22', { at: at + 2, ...rest })
      const callBack = (): Promise<unknown> =>
        store.open(request('CA22', { offered: [], goesOn, at: at + 1 }))

      test('keeps its number, which leads to what came of it there', async () => {
        await begin('CA1')
        expect(await callBack()).toMatchObject({ kind: 'new', caseNumber: goesOn })
        expect(await callBack()).toMatchObject({ kind: 'new', caseNumber: goesOn })
        await store.save(called({ keyed: [], confirmed: installationId }))
        expect(await callBack()).toMatchObject({ kind: 'open', call: { caseNumber: goesOn } })
        expect(await store.recall(goesOn, at + 3)).toEqual({ kind: 'finished' })
        const proof = { caseNumber: goesOn, group: 9, digits: '9999999', at: at + 3 } as const
        expect(await store.prove(proof)).toEqual({ kind: 'right', installationId })
      })

      test('may hold more there than it did before', async () => {
        await begin('CA1')
        await callBack()
        await store.save(called({ keyed: other }))
        expect(await store.recall(goesOn, at + 3)).toEqual({ kind: 'open', beginning: other })
      })
    })

    test('the cases of a caller are found by the hash of his number, the latest first', async () => {
      for (const [index, callId] of ['CA31', 'CA32'].entries()) {
        const caseNumber = `3000000${index}` as CaseNumber
        await store.open(request(callId, { offered: [caseNumber], at: at + index }))
        await store.save(turn(callId, { caseNumber, at: at + index }))
      }
      const found = await store.casesOf('hash' as CallerHash, at + 1)
      expect(found).toEqual([
        { caseNumber: '30000001', at: at + 1 },
        { caseNumber: '30000000', at },
      ])
      expect(await store.casesOf('another' as CallerHash, at)).toEqual([])
      await pass(rememberedForMs + minute)
      expect(await store.casesOf('hash' as CallerHash, at + rememberedForMs + minute)).toEqual([])
    })

    describe('the answer of a finished case', () => {
      const caseNumber = '12345678' as CaseNumber
      const prove = (digits: string, rest: Partial<Proof> = {}): Promise<Proved> =>
        store.prove({ caseNumber, group: 8, digits, at, ...rest })
      const right = { kind: 'right', installationId }

      beforeEach(async () => {
        await begin('CA1', { keyed: [], confirmed: installationId })
      })

      test('is found by one group of its ID, as often as is wished', async () => {
        for (let times = 0; times < 7; times += 1) expect(await prove('8888888')).toEqual(right)
        expect(await prove('7777777', { group: 7 })).toEqual(right)
      })

      test('is not found by the right digits of another group, nor by none', async () => {
        expect(await prove('7777777')).toEqual({ kind: 'wrong' })
        expect(await prove('')).toEqual({ kind: 'wrong' })
      })

      test('is found by no group after the fifth wrong one, and is offered no more', async () => {
        for (let times = 1; times < 5; times += 1)
          expect(await prove('1234567')).toEqual({ kind: 'wrong' })
        expect(await prove('1234567')).toEqual({ kind: 'closed' })
        expect(await prove('8888888')).toEqual({ kind: 'closed' })
        expect(await store.recall(caseNumber, at)).toEqual({ kind: 'closed' })
        expect(await store.open(request('CA22'))).not.toHaveProperty('finished')
      })

      test('a right group takes no wrong one back', async () => {
        for (let times = 0; times < 4; times += 1) await prove('1234567')
        expect(await prove('8888888')).toEqual(right)
        await prove('1234567')
        expect(await prove('8888888')).toEqual({ kind: 'closed' })
      })

      test('many guesses at once are no more than five', async () => {
        const guesses = Array.from({ length: 20 }, (_, nth) => prove(`12345${nth + 10}`))
        const answers = await Promise.all(guesses)
        expect(answers.filter(({ kind }) => kind === 'wrong')).toHaveLength(4)
        expect(await prove('8888888')).toEqual({ kind: 'closed' })
      })

      test('is not found in a case that is open, unknown or a day old', async () => {
        await begin('CA2')
        for (const unknown of ['9CA2', '22222222'])
          expect(await prove('8888888', { caseNumber: unknown as CaseNumber })).toEqual({
            kind: 'closed',
          })
        await pass(rememberedForMs)
        expect(await prove('8888888', { at: at + rememberedForMs })).toEqual({ kind: 'closed' })
      })

      test('is that of the last computer, where a call was for several', async () => {
        const second = installationId.with(7, '8080808') as readonly string[] as InstallationId
        await store.save(turn('CA1', { turn: 2, keyed: [], confirmed: second }))
        expect(await prove('8888888')).toEqual({ kind: 'wrong' })
        expect(await prove('8080808')).toEqual({ kind: 'right', installationId: second })
      })

      test('is offered to its caller’s next call, and to nobody else', async () => {
        const next = { at: at + 1 }
        expect(await store.open(request('CA22', next))).toMatchObject({ finished: caseNumber })
        const caller = 'somebody else' as CallerHash
        expect(await store.open(request('CA333', { ...next, caller }))).not.toHaveProperty(
          'finished',
        )
        const { caller: _, ...anonymous } = request('CA4444', next)
        expect(await store.open(anonymous)).not.toHaveProperty('finished')
      })

      test('is offered though a call after it brought in nothing, but not after one that is open', async () => {
        await begin('CA2', { keyed: [], at: at + 1 })
        expect(await store.open(request('CA22', { at: at + 2 }))).toMatchObject({
          finished: caseNumber,
        })
        await begin('CA3', { keyed: other, at: at + 2 })
        expect(await store.open(request('CA333', { at: at + 3 }))).not.toHaveProperty('finished')
      })
    })

    describe('a pair of groups', () => {
      const pair = 'one' as PairHash
      const second = 'two' as PairHash
      const note = (callId: string, ...pairs: readonly PairHash[]): Promise<void> =>
        store.notePairs({ callId: id(callId), pairs, at })

      test('leads to what its case brought in by now, hung up or not', async () => {
        await begin('CA1')
        await note('CA1', pair, second)
        await store.save(turn('CA1', { turn: 2, keyed: other }))
        await store.end(id('CA1'), at)
        expect(await store.recallPair(pair, at)).toEqual(other)
        expect(await store.recallPair(second, at)).toEqual(other)
      })

      test('may be noted as often as it comes in, and leads to the call that brought it in last', async () => {
        await begin('CA1')
        await begin('CA2', { keyed: other })
        await note('CA1', pair)
        await note('CA1', pair)
        expect(await store.recallPair(pair, at)).toEqual(keyed)
        await note('CA2', pair)
        expect(await store.recallPair(pair, at)).toEqual(other)
      })

      test('leads nowhere when it is nobody’s, when its call is lost, and when the case is finished', async () => {
        expect(await store.recallPair(pair, at)).toBeUndefined()
        await note('CA404', pair)
        expect(await store.recallPair(pair, at)).toBeUndefined()
        await begin('CA1')
        await note('CA1', pair)
        await store.save(turn('CA1', { turn: 2, keyed: [], confirmed: installationId }))
        expect(await store.recallPair(pair, at)).toBeUndefined()
      })

      test('leads nowhere after a day', async () => {
        await begin('CA1')
        await note('CA1', pair)
        await pass(rememberedForMs)
        expect(await store.recallPair(pair, at + rememberedForMs)).toBeUndefined()
      })
    })

    describe('where several lines share it', () => {
      test('what one has saved another one offers, calls up and proves', async () => {
        const caseNumber = '9CA2' as CaseNumber
        await begin('CA1')
        await begin('CA2', { keyed: [], confirmed: installationId, at: at + 1 })
        const second = await openAgain()
        expect(await second.open(request('CA333', { at: at + 2 }))).toMatchObject({
          beginnings: [keyed],
          finished: caseNumber,
        })
        const beginning = { kind: 'open', beginning: keyed }
        expect(await second.recall('12345678' as CaseNumber, at)).toEqual(beginning)
        await store.notePairs({ callId: id('CA1'), pairs: ['pair' as PairHash], at })
        expect(await second.recallPair('pair' as PairHash, at)).toEqual(keyed)
        const proof = { caseNumber, group: 8, at } as const
        expect(await second.prove({ ...proof, digits: '8888888' })).toMatchObject({ kind: 'right' })
        const guesses = [store, second, store, second, store, second].map((line) =>
          line.prove({ ...proof, digits: '1234567' }),
        )
        const wrong = (await Promise.all(guesses)).filter(({ kind }) => kind === 'wrong')
        expect(wrong).toHaveLength(4)
        await second.close()
      })
    })
  })
}
