import type { CaseNumber, InstallationId } from '../../src/base/brand.ts'
import type { Keyed } from '../../src/base/keyed.ts'
import { beforePair } from '../../src/calls/pairs.ts'
import type { Input, Proved, Recalled } from '../../src/dialogue/input.ts'
import type { Turn } from '../../src/dialogue/turn.ts'

/** One call, and what is known of it when it is over. */
type Kept = {
  readonly from: string
  readonly caseNumber: CaseNumber
  keyed: Keyed
  confirmed?: InstallationId
  wrong: number
}

type Known = Pick<Extract<Input, { kind: 'answered' }>, 'beginnings' | 'again' | 'isWithheld'>

/** What a call store remembers, in a list. */
type Memory = {
  readonly call: (from: string, caseNumber: CaseNumber) => Kept
  readonly of: (from: string) => Known
  readonly recall: (caseNumber: CaseNumber) => Recalled
  readonly recallPair: (pair: string) => Recalled
  readonly prove: (turn: Extract<Turn, { kind: 'prove' }>) => Proved
}

/** The group that is asked for in every transcript. */
const group = 8
const mostWrong = 5

export function createMemory(): Memory {
  const calls: Kept[] = []
  const of = (number: CaseNumber): Kept | undefined =>
    calls.find(({ caseNumber }) => caseNumber === number)
  return {
    call: (from, caseNumber) => {
      const call = { from, caseNumber, keyed: [], wrong: 0 }
      calls.unshift(call)
      return call
    },
    of: (from) => {
      if (from === 'anonymous') return { beginnings: [], isWithheld: true }
      const own = calls.filter((call) => call.from === from)
      const last = own.find(({ keyed, confirmed }) => keyed.length > 0 || confirmed !== undefined)
      const mayHearAgain = last?.keyed.length === 0 && last.wrong < mostWrong
      return {
        beginnings: own.map(({ keyed }) => keyed).filter(({ length }) => length > 0),
        ...(mayHearAgain && { again: { caseNumber: last.caseNumber, group } }),
      }
    },
    recall: (caseNumber) => {
      const call = of(caseNumber)
      if (call !== undefined && call.keyed.length > 0)
        return { kind: 'open', beginning: call.keyed }
      if (call?.confirmed === undefined) return { kind: 'unknown' }
      return call.wrong < mostWrong ? { kind: 'finished', group } : { kind: 'closed' }
    },
    recallPair: (pair) => {
      const found = calls.map(({ keyed }) => beforePair(keyed, pair))
      const beginning = found.find((one) => one !== undefined)
      return beginning === undefined ? { kind: 'unknown' } : { kind: 'open', beginning }
    },
    prove: (turn) => {
      const call = of(turn.caseNumber)
      if (call?.confirmed === undefined || call.wrong >= mostWrong) return { kind: 'closed' }
      if (call.confirmed[turn.group - 1] === turn.digits)
        return { kind: 'right', installationId: call.confirmed }
      call.wrong += 1
      return { kind: call.wrong < mostWrong ? 'wrong' : 'closed' }
    },
  }
}
