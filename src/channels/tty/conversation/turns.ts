import type { Language } from '../../../base/brand.ts'
import { unreachable } from '../../../base/unreachable.ts'
import { words } from '../../../dialogue/listen.ts'
import { readAnswer, type Question, type Reading, type Wish } from './answer.ts'
import type { Course } from './course.ts'
import type { ConversationDeps, TextHeard } from './deps.ts'
import type { Floor } from './floor.ts'
import { farewell, patienceOf, planOf, slowly, stepsOf, type Writing } from './plan.ts'
import { heldMs, longestAnswer } from './wait.ts'
import { createLexicon, type Lexicon } from './words.ts'
import type { Manner, WrittenTurn } from './written-turn.ts'

/** The turns of a call: each is asked for, written, and answered by what the caller wants. */
export type Turns = {
  readonly begin: () => void
  /** None: the first is still being taken. */
  readonly turn: () => WrittenTurn | undefined
  /** Between an answer and what comes of it. */
  readonly isTaking: () => boolean
  readonly manner: () => Manner
  /** It has lasted so long that anything counts as its answer. */
  readonly isOverdue: () => boolean
  /** What is typed, read as an answer; none: nothing that could be one. */
  readonly read: () => Reading | undefined
  readonly fulfil: (wish: Wish, hasHandedOver: boolean) => void
  /** What was written in this turn, once more. */
  readonly writeAgain: () => void
  /** To hear an answer, without another word. */
  readonly listen: () => void
  /** The caller's answer was nothing. */
  readonly silence: () => void
  readonly take: (asked: TextHeard) => void
  /** The people behind the line have let him go: it is asked how that went. */
  readonly comeBack: () => void
  readonly noteRelay: () => void
  readonly language: () => Language
  readonly lexicon: () => Lexicon
  /** The stream is gone: what was typed of an answer is taken. */
  readonly leave: () => Promise<void>
}

type TurnsDeps = Pick<
  ConversationDeps,
  'customs' | 'words' | 'say' | 'take' | 'hangUp' | 'onEvent'
> & {
  /** The language as long as no turn has said another. */
  readonly language: Language
  readonly floor: Pick<Floor, 'nowMs' | 'typed' | 'forget'>
  readonly course: Pick<Course, 'follow'>
  readonly isClosed: () => boolean
  readonly onOver: () => void
}

/** Whatever a caller does, a turn is answered by then: three times five minutes that he asked for, and his answer. */
const longestTurnMs = 20 * 60_000
/** So often in a row an answer may mean nothing; then it counts as silence. */
const mostNothings = 3
const mostFailures = 3
/** As on a telephone with keys. */
const mostHolds = 3

export function createTurns(deps: TurnsDeps): Turns {
  const { customs, onEvent, floor, course } = deps
  let [turn, question]: [WrittenTurn?, Question?] = []
  let manner: Manner = { form: 'text', isRelay: false }
  let turnMs = 0
  let isTaking = false
  let [nothings, holds] = [0, 0]
  let last: { readonly reading: Reading; readonly of: readonly unknown[] } | undefined

  const language = (): Language => turn?.language ?? deps.language
  const writing = (): Writing => ({ customs, isRelay: manner.isRelay })
  const lexiconOf = (tongue: Language): Lexicon =>
    createLexicon([...new Set([tongue, english])].map(deps.words))
  const isOverdue = (): boolean => floor.nowMs() - turnMs >= longestTurnMs

  const asking = (): Omit<TextHeard, 'heard'> => ({
    failures: 0,
    manner,
    ...(turn && { language: turn.language }),
  })

  const listen = (): void => {
    if (turn?.kind !== 'ask') return
    course.follow([
      { kind: 'listen', ms: patienceOf(turn.expected, manner.isRelay) },
      { kind: 'silence' },
    ])
  }

  const take = (asked: TextHeard): void => {
    isTaking = true
    course.follow([])
    void deps.take(asked).then((answer) => {
      isTaking = false
      if (deps.isClosed()) return
      if (answer === 'over') deps.onOver()
      else if (answer === 'failed') apologize(asked)
      else begin(answer, asked)
    })
  }

  const begin = (taken: WrittenTurn, { heard }: TextHeard): void => {
    ;[turn, manner] = [taken, taken.manner]
    ;[nothings, holds, turnMs] = [0, 0, floor.nowMs()]
    question = {
      answer: taken.kind === 'ask' ? taken.expected.answer : 'any',
      languages: taken.kind === 'ask' ? taken.languages : [],
      lexicon: lexiconOf(taken.language),
      goAhead: customs.goAhead,
    }
    last = undefined
    course.follow(planOf(taken, writing(), heard.kind === 'ringing'))
  }

  const apologize = (asked: TextHeard): void => {
    const failures = asked.failures + 1
    const isLast = failures >= mostFailures
    const say = deps.say([words(isLast ? 'apology.end' : 'apology.go-on')], language())
    course.follow([
      ...stepsOf(say, writing(), 'pause'),
      isLast ? { kind: 'close', why: 'end' } : { kind: 'try-again', asked: { ...asked, failures } },
    ])
  }

  const answered = (keys: string, doubts: readonly number[]): TextHeard => {
    const isDoubtful = doubts.some((doubt) => doubt > 0)
    const heard = { kind: 'keys', turn: turn?.awaited ?? 0, keys } as const
    return { ...asking(), heard: { ...heard, ...(isDoubtful && { doubts }) } }
  }
  const answer = (keys: string, doubts: readonly number[]): void => {
    floor.forget()
    take(answered(keys, doubts))
  }

  const writeAgain = (isSlow: boolean): void => {
    if (turn === undefined) return
    onEvent({ kind: 'written-again' })
    floor.forget()
    course.follow(isSlow ? slowly(turn, writing()) : planOf(turn, writing()))
  }

  /** Five minutes more; who wants them too often has answered with nothing. */
  const hold = (): void => {
    holds += 1
    if (holds > mostHolds) return answer('', [])
    floor.forget()
    const say = deps.say([words('hold.begin')], language())
    course.follow([
      ...stepsOf(say, writing(), 'listen'),
      { kind: 'listen', ms: heldMs },
      { kind: 'silence' },
    ])
  }

  const fulfil = (wish: Wish, hasHandedOver: boolean): void => {
    if (isOverdue() && wish.kind !== 'keys' && wish.kind !== 'end') return answer('', [])
    switch (wish.kind) {
      case 'keys':
        if (wish.isAhead !== true) floor.forget()
        return take(answered(wish.keys, wish.doubts))
      case 'again':
        return writeAgain(true)
      case 'vco':
      case 'hco':
        floor.forget()
        return take({
          ...asking(),
          heard: { kind: 'again', turn: turn?.awaited ?? 0 },
          manner: { ...manner, form: wish.kind },
        })
      case 'end':
        floor.forget()
        deps.hangUp()
        return course.follow(farewell(deps.say([words('goodbye')], language()), writing()))
      case 'hold':
        return hold()
      case 'relay':
        if (hasHandedOver) return writeAgain(false)
        floor.forget()
        return listen()
      case 'nothing':
        nothings += 1
        return nothings < mostNothings ? writeAgain(false) : answer('', [])
      default:
        return unreachable(wish)
    }
  }

  const noteRelay = (): void => {
    manner = { ...manner, isRelay: true }
    onEvent({ kind: 'relay' })
  }

  const read = (): Reading | undefined => {
    const typed = floor.typed()
    if (question === undefined || typed.length === 0) return undefined
    if (last?.of !== typed) last = { reading: readAnswer(typed, question), of: typed }
    const { reading } = last
    if (reading.isRelay && !manner.isRelay) noteRelay()
    if (reading.isBlank && typed.length >= longestAnswer) floor.forget()
    return reading.isBlank ? undefined : reading
  }

  return {
    begin: () => take({ ...asking(), heard: { kind: 'ringing' } }),
    turn: () => turn,
    isTaking: () => isTaking,
    manner: () => manner,
    isOverdue,
    read,
    fulfil,
    writeAgain: () => writeAgain(false),
    listen,
    silence: () => answer('', []),
    take,
    comeBack: () => take({ ...asking(), heard: { kind: 'operator', turn: turn?.awaited ?? 0 } }),
    noteRelay,
    language,
    lexicon: () => question?.lexicon ?? lexiconOf(language()),
    leave: async () => {
      const reading = !isTaking && turn?.kind === 'ask' ? read() : undefined
      if (reading?.wish.kind !== 'keys' || reading.digits === 0) return
      await deps.take(answered(reading.wish.keys, reading.wish.doubts))
    },
  }
}

const english = 'en' as Language
