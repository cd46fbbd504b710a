import type { Language } from '../../../base/brand.ts'
import { unreachable } from '../../../base/unreachable.ts'
import type { ModeName } from '../../../modem/mode.ts'
import { isForGroups, readAnswer, type Question, type Reading, type Wish } from './answer.ts'
import type { ConversationDeps, TextHeard } from './deps.ts'
import { createEar } from './ear.ts'
import { createEcho } from './echo.ts'
import { farewell, patienceOf, planOf, slowly, stepsOf, type Step, type Writing } from './plan.ts'
import { afterLastWordMs, afterQuestionMs, heldMs, waitAfter } from './wait.ts'
import { createLexicon } from './words.ts'
import { createWriter } from './writer.ts'
import type { Manner, WrittenTurn } from './written-turn.ts'

/** One call in writing, from its first frame to its end. The caller's sound is its only clock. */
export type Conversation = {
  /**
   * Takes 20 ms of the caller's sound, 160 samples; undefined: they were lost. Gives as much to send, or undefined
   * for silence.
   */
  readonly frame: (heard: Float32Array | undefined) => Float32Array | undefined
  /** A key of the telephone was pressed. */
  readonly key: (key: string) => void
  /** A mark that was asked for has come back: all that was sent before it has been heard. */
  readonly marked: (name: string) => void
  /** The caller is gone: nothing more is sent or taken. */
  readonly hungUp: () => void
  /** His stream is gone, and he may not be: the digits that he has typed are taken, and the call goes on elsewhere. */
  readonly leave: () => Promise<void>
}

const frameMs = 20
const samplesInFrame = 160
/** After the tone of the other one has ended; and while a receiver may still have characters of it to give. */
const [quietMs, decodingMs] = [300, 1_000]
/** Nobody waits longer for a caller to let him speak. */
const longestWaitMs = 60_000
/** Whatever a caller does, a turn is answered by then: three times five minutes that he asked for, and his answer. */
const longestTurnMs = 20 * 60_000
/** An answer is taken after so many characters, even if there are more. */
const longestAnswer = 300
/** So often in a row an answer may mean nothing; then it counts as silence. */
const mostNothings = 3
/** So often in a turn the line stops for who types over it. */
const mostInterruptions = 3
const mostFailures = 3
/** As on a telephone with keys. */
const mostHolds = 3

export function createConversation(deps: ConversationDeps): Conversation {
  const { line, wire, customs, onEvent } = deps
  const echo = createEcho()
  const writer = createWriter({ line, mark: wire.mark, onSent: echo.sent })
  const ear = createEar({ line, writer, echo })
  let nowMs = 0
  let [turn, question]: [WrittenTurn?, Question?] = []
  let manner: Manner = { form: 'text', isRelay: false }
  let plan: readonly Step[] = []
  /** When the first step of the plan began, and when the turn did. */
  let [sinceMs, turnMs] = [0, 0]
  let [isTaking, isClosed] = [false, false]
  /** The last line on the paper is the caller's, or broken off. */
  let isMidLine = false
  let [nothings, interruptions, holds] = [0, 0, 0]
  let mode: ModeName | undefined
  let last: { readonly reading: Reading; readonly of: readonly unknown[] } | undefined

  const language = (): Language => turn?.language ?? deps.language
  const writing = (): Writing => ({ customs, isRelay: manner.isRelay })

  const follow = (steps: readonly Step[]): void => {
    ;[plan, sinceMs] = [steps, nowMs]
  }
  const next = (): void => follow(plan.slice(1))
  const forget = (): void => {
    if (ear.typed().length > 0) isMidLine = true
    ear.forget()
  }
  /** To hear an answer, without another word. */
  const listen = (): void => {
    if (turn?.kind !== 'ask') return
    follow([{ kind: 'listen', ms: patienceOf(turn.expected, manner.isRelay) }, { kind: 'silence' }])
  }
  const close = (why: 'end' | 'speech'): void => {
    isClosed = true
    wire.close(why)
  }

  const asking = (): Omit<TextHeard, 'heard'> => ({
    failures: 0,
    manner,
    ...(turn && { language: turn.language }),
  })

  const take = (asked: TextHeard): void => {
    isTaking = true
    follow([])
    void deps.take(asked).then((answer) => {
      isTaking = false
      if (isClosed) return
      if (answer === 'over') close('end')
      else if (answer === 'failed') apologize(asked)
      else begin(answer, asked)
    })
  }

  const begin = (taken: WrittenTurn, { heard }: TextHeard): void => {
    ;[turn, manner] = [taken, taken.manner]
    ;[nothings, interruptions, holds, turnMs] = [0, 0, 0, nowMs]
    question = {
      answer: taken.kind === 'ask' ? taken.expected.answer : 'any',
      languages: taken.kind === 'ask' ? taken.languages : [],
      lexicon: createLexicon([...new Set([taken.language, english])].map(deps.words)),
      goAhead: customs.goAhead,
    }
    last = undefined
    follow(planOf(taken, writing(), heard.kind === 'ringing'))
  }

  const apologize = (asked: TextHeard): void => {
    const failures = asked.failures + 1
    const isLast = failures >= mostFailures
    const say = deps.say(isLast ? 'apology.end' : 'apology.go-on', language())
    follow([
      ...stepsOf(say, writing(), 'pause'),
      isLast ? { kind: 'close', why: 'end' } : { kind: 'try-again', asked: { ...asked, failures } },
    ])
  }

  const answered = (keys: string, doubts: readonly number[]): TextHeard => {
    const awaited = turn?.awaited ?? 0
    if (turn?.kind === 'ask' && turn.isTransfer)
      return { ...asking(), heard: { kind: 'operator', turn: awaited } }
    const isDoubtful = doubts.some((doubt) => doubt > 0)
    const heard = { kind: 'keys', turn: awaited, keys } as const
    return { ...asking(), heard: { ...heard, ...(isDoubtful && { doubts }) } }
  }
  const answer = (keys: string, doubts: readonly number[]): void => {
    forget()
    take(answered(keys, doubts))
  }

  const writeAgain = (isSlow: boolean): void => {
    if (turn === undefined) return
    onEvent({ kind: 'written-again' })
    forget()
    follow(isSlow ? slowly(turn, writing()) : planOf(turn, writing()))
  }

  /** Five minutes more; who wants them too often has answered with nothing. */
  const hold = (): void => {
    holds += 1
    if (holds > mostHolds) return answer('', [])
    forget()
    const say = deps.say('hold.begin', language())
    follow([
      ...stepsOf(say, writing(), 'listen'),
      { kind: 'listen', ms: heldMs },
      { kind: 'silence' },
    ])
  }

  const isOverdue = (): boolean => nowMs - turnMs >= longestTurnMs

  const fulfil = (wish: Wish, hasHandedOver: boolean): void => {
    if (isOverdue() && wish.kind !== 'keys' && wish.kind !== 'end') return answer('', [])
    switch (wish.kind) {
      case 'keys':
        return answer(wish.keys, wish.doubts)
      case 'again':
        return writeAgain(true)
      case 'vco':
      case 'hco':
        forget()
        return take({
          ...asking(),
          heard: { kind: 'again', turn: turn?.awaited ?? 0 },
          manner: { ...manner, form: wish.kind },
        })
      case 'end':
        forget()
        deps.hangUp()
        return follow(farewell(deps.say('goodbye', language()), writing()))
      case 'hold':
        return hold()
      case 'relay':
        if (hasHandedOver) return writeAgain(false)
        forget()
        return listen()
      case 'nothing':
        nothings += 1
        return nothings < mostNothings ? writeAgain(false) : answer('', [])
      default:
        return unreachable(wish)
    }
  }

  /** What is typed, read as an answer; none: nothing that could be one. */
  const read = (): Reading | undefined => {
    const typed = ear.typed()
    if (question === undefined || typed.length === 0) return undefined
    if (last?.of !== typed) last = { reading: readAnswer(typed, question), of: typed }
    const { reading } = last
    if (reading.isRelay && !manner.isRelay) {
      manner = { ...manner, isRelay: true }
      onEvent({ kind: 'relay' })
    }
    if (reading.isBlank && typed.length >= longestAnswer) forget()
    return reading.isBlank ? undefined : reading
  }

  const isPressed = (): boolean =>
    turn?.kind === 'ask' && turn.expected.atMost === 1 && ear.typed().at(-1)?.kind === 'key'

  /** Takes what is typed as an answer, once it is one; until then, or where nothing is, time goes by. */
  const hearOut = (ms: number): void => {
    const reading = read()
    if (reading === undefined || turn?.kind !== 'ask') {
      const isQuiet = nowMs - ear.toneMs() >= decodingMs
      if (nowMs - sinceMs >= (isQuiet ? ms : ms + longestWaitMs)) next()
      return
    }
    const waitMs = waitAfter(reading, turn.expected, manner.isRelay)
    const isOver = isPressed() || ear.typed().length >= longestAnswer || isOverdue()
    if (isOver || nowMs - ear.activeMs() >= waitMs) fulfil(reading.wish, reading.end === 'go-ahead')
  }

  /** Nobody who goes on typing keeps the call. */
  const hasParted = (ms: number): boolean => {
    const silentMs = nowMs - Math.max(sinceMs, ear.activeMs())
    if (silentMs >= ms || nowMs - sinceMs >= ms + longestWaitMs) return true
    return silentMs >= afterLastWordMs && read()?.end === 'end'
  }

  /** What is written now are last words, or an apology: they are said to their end. */
  const isLeaving = (): boolean =>
    turn?.kind !== 'ask' || plan.some(({ kind }) => kind === 'close' || kind === 'try-again')

  /** Nobody is being talked over. */
  const mayBegin = (): boolean => {
    const isAfterCaller = ear.activeMs() > sinceMs - decodingMs
    const quiet = isAfterCaller ? decodingMs : quietMs
    return nowMs - ear.toneMs() >= quiet || nowMs - sinceMs >= longestWaitMs
  }

  const write = (text: string): void => {
    if (writer.stands() !== 'idle') {
      if (writer.goOn(nowMs)) next()
      return
    }
    if (!mayBegin()) return
    const late = isLeaving() ? undefined : read()
    if (late?.wish.kind === 'end') return fulfil(late.wish, false)
    // He goes on with his groups: that is an answer to this, too.
    if (late?.wish.kind === 'keys' && isForGroups(question?.answer)) return listen()
    forget()
    writer.begin(isMidLine ? `\r\n${text}` : text)
    isMidLine = false
    writer.goOn(nowMs)
  }

  const act = ([step]: readonly Step[]): void => {
    switch (step?.kind) {
      case undefined:
        return
      case 'write':
        return write(step.text)
      case 'listen':
        return hearOut(step.ms)
      case 'pause':
        return nowMs - sinceMs >= step.ms ? next() : undefined
      case 'part':
        return hasParted(step.ms) ? next() : undefined
      case 'silence':
        return answer('', [])
      case 'try-again':
        return take(step.asked)
      case 'close':
        return close(step.why)
      default:
        return unreachable(step)
    }
  }

  /** The caller types while the line writes: it stops, and listens. */
  const interrupt = (): void => {
    if (interruptions >= mostInterruptions) return
    interruptions += 1
    onEvent({ kind: 'interrupted' })
    writer.stop(nowMs)
    wire.clear()
    if (isLeaving()) follow([{ kind: 'part', ms: afterQuestionMs }, ...plan])
    else listen()
  }

  take({ ...asking(), heard: { kind: 'ringing' } })

  return {
    frame: (heard) => {
      if (isClosed) return undefined
      nowMs += frameMs
      if (ear.listen(heard ?? new Float32Array(samplesInFrame), nowMs)) interrupt()
      const found = line.mode()
      if (found !== undefined && found !== mode) onEvent({ kind: 'mode', mode: found })
      mode = found
      if (!isTaking) act(plan)
      const sound = new Float32Array(samplesInFrame)
      return line.fill(sound) ? sound : undefined
    },
    key: (key) => {
      if (isClosed || line.mode() === 'dtmf') return
      ear.press(key, nowMs)
    },
    marked: writer.marked,
    hungUp: () => {
      isClosed = true
    },
    leave: async () => {
      const isAwaited = !isClosed && !isTaking && turn?.kind === 'ask'
      isClosed = true
      const reading = isAwaited ? read() : undefined
      if (reading?.wish.kind !== 'keys' || reading.digits === 0) return
      await deps.take(answered(reading.wish.keys, reading.wish.doubts))
    },
  }
}

const english = 'en' as Language
