import type { CallId } from '../../base/brand.ts'
import type { EndSeen, TurnSeen } from '../../calls/turn-seen.ts'
import { countEnd, countTurn, type OfCall } from './count-calls.ts'
import type { CallUnderWay, Callers, Counted, Figures } from './figures.ts'

export type RecorderDependencies = {
  readonly figures: Pick<Figures, 'add' | 'note'>
  /** ms since 1970 */
  readonly now: () => number
  /** What tells a call from others and leads to none. */
  readonly nameOf: (callId: CallId) => string
  /** Once where several rounds in a row fail. */
  readonly onFault: (error: unknown) => void
}

/** Counts what is told to it, and writes it on in batches: nobody waits for that. */
export type Recorder = {
  readonly turnTaken: (callId: CallId, of: OfCall, seen: TurnSeen) => void
  readonly callLeft: (callId: CallId, of: OfCall, end: EndSeen) => void
  readonly count: (of: Callers, counts: readonly Pick<Counted, 'figure' | 'value'>[]) => void
  /** Writes what is there; what cannot be written now is written with the next. Throws nothing. */
  readonly write: () => Promise<void>
}

/** The longest call there is, on a relay number; a caller with a person tells of himself no more. */
const callLastsAtMostMs = 90 * 60_000

const afterAll = Number.MAX_SAFE_INTEGER

export function createRecorder({ figures, now, nameOf, onFault }: RecorderDependencies): Recorder {
  let counted = new Map<string, Counted>()
  let calls = new Map<string, CallUnderWay>()
  let isFailing = false
  let writing: Promise<void> = Promise.resolve()

  const add = (one: Counted): void => {
    const { count, ...what } = one
    const key = JSON.stringify(what)
    counted.set(key, { ...what, count: (counted.get(key)?.count ?? 0) + count })
  }
  const note = (one: CallUnderWay): void => {
    const before = calls.get(one.call)
    if (before === undefined || before.turn <= one.turn) calls.set(one.call, one)
  }
  const count: Recorder['count'] = (of, counts) => {
    const day = dayOf(now())
    for (const one of counts) add({ ...of, ...one, day, count: 1 })
  }
  const ended = (callId: CallId, of: Callers): void =>
    note({
      ...of,
      call: nameOf(callId),
      step: 'over',
      turn: afterAll,
      until: now() + callLastsAtMostMs,
    })

  const writeNow = async (): Promise<void> => {
    const [counts, underWay] = [counted, calls]
    counted = new Map()
    calls = new Map()
    try {
      if (counts.size > 0) await figures.add([...counts.values()])
      counts.clear()
      if (underWay.size > 0) await figures.note([...underWay.values()], now())
      isFailing = false
    } catch (error) {
      for (const one of counts.values()) add(one)
      for (const one of underWay.values()) note(one)
      if (!isFailing) onFault(error)
      isFailing = true
    }
  }

  return {
    turnTaken: (callId, ofCall, seen) => {
      const { language, step, turn, end } = seen
      const of = { ...ofCall, language }
      count(of, countTurn(seen))
      if (end) ended(callId, of)
      else if (turn === 0 || step !== seen.before)
        note({ ...of, call: nameOf(callId), step, turn, until: now() + callLastsAtMostMs })
    },
    callLeft: (callId, ofCall, end) => {
      const of = { ...ofCall, language: end.language }
      count(of, countEnd(end))
      ended(callId, of)
    },
    count,
    write: () => (writing = writing.then(writeNow)),
  }
}

/** The day of a time, in days since 1970 (UTC). */
export function dayOf(at: number): number {
  return Math.floor(at / 86_400_000)
}
