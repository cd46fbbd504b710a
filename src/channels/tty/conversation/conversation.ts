import type { Language } from '../../../base/brand.ts'
import { unreachable } from '../../../base/unreachable.ts'
import type { Heard as HeardInCall } from '../../../calls/exchange.ts'
import type { PromptKey } from '../../../dialogue/prompt-keys.ts'
import type { Answering } from '../../../modem/answering.ts'
import type { Heard, ModeName } from '../../../modem/mode.ts'
import { readAnswer, type Question, type Reading, type Wish } from './answer.ts'
import { farewell, patienceOf, planOf, slowly, stepsOf, type Customs, type Step } from './plan.ts'
import type { Printed, Words } from './printing.ts'
import { typedFrom, type Typed } from './typed.ts'
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
  /** The caller is gone, or his stream: nothing more is sent or taken. */
  readonly hungUp: () => void
}

export type Wire = {
  /** Asks for a mark behind all that was sent. */
  readonly mark: (name: string) => void
  /** What was sent and not yet heard is not to be heard any more. */
  readonly clear: () => void
  /** `end`: the call is over. `speech`: the stream gives way to a turn that is spoken or listened to. */
  readonly close: (why: 'end' | 'speech') => void
}

/** What is to be taken as a turn of the call. */
export type TextHeard = {
  readonly heard: Exclude<HeardInCall, { readonly kind: 'text' }>
  /** How often in a row the same was tried before, and failed. */
  readonly failures: number
  /** How the reply is to be given. */
  readonly manner: Manner
}

export type ConversationEvent =
  | { readonly kind: 'mode'; readonly mode: ModeName }
  /** The caller typed while the line wrote, which stopped and listened. */
  | { readonly kind: 'interrupted' }
  /** The caller wanted it once more, or what he typed meant nothing here. */
  | { readonly kind: 'written-again' }
  | { readonly kind: 'relay' }

export type ConversationDeps = {
  readonly line: Answering
  readonly wire: Wire
  readonly customs: Customs
  /** The language as long as no turn has said another. */
  readonly language: Language
  readonly words: (language: Language) => Words
  readonly teletype: (
    text: string,
    options: { readonly language: Language; readonly width: number },
  ) => string
  /** What the line says by itself. */
  readonly say: (key: PromptKey, language: Language) => readonly Printed[]
  /** `over`: the call has ended. Never throws. */
  readonly take: (heard: TextHeard) => Promise<WrittenTurn | 'over' | 'failed'>
  /** The caller has said goodbye. */
  readonly hangUp: () => void
  readonly onEvent: (event: ConversationEvent) => void
}

const frameMs = 20
const samplesInFrame = 160
/** After the tone of the other one has ended. */
const quietMs = 300
/** A receiver may still have characters to give for so long after their tone has ended. */
const decodingMs = 1_000
/** What sounds like a tone for so long, and says no character, is none. */
const emptyToneMs = 5_000
/** Nobody waits longer for a caller to let him speak. */
const longestWaitMs = 60_000
/** A mark that has not come back by then is not waited for. */
const markMs = 2_000
/** After the last word of an answer: there might be more of it. */
const afterGoAheadMs = 1_000
/** After a question, and after all that was asked for. */
const afterQuestionMs = 7_000
/** Who asks for time has five minutes. */
const heldMs = 300_000
/** An answer is taken after so many characters, even if there are more. */
const longestAnswer = 600
/** So often in a row an answer may mean nothing; then it counts as silence. */
const mostNothings = 3
/** So often the last words of a call are begun again. */
const mostInterruptions = 3
const mostFailures = 3

export function createConversation(deps: ConversationDeps): Conversation {
  const { line, wire, customs, onEvent } = deps
  const writer = createWriter(line)
  let nowMs = 0
  let turn: WrittenTurn | undefined
  let manner: Manner = { form: 'text', isRelay: false }
  let question: Question | undefined

  let plan: readonly Step[] = []
  /** Of a write: it waits for quiet, it is sent, it waits for its mark. */
  let phase: 'begin' | 'sending' | 'sent' = 'begin'
  let sinceMs = 0
  let [marks, isMarked] = [0, false]
  let isTaking = false
  let isClosed = false
  let retry: TextHeard | undefined

  let typed: Typed[] = []
  let strangers: Typed[] = []
  let reading: Reading | undefined
  let [lastTypedMs, lastBusyMs, busySinceMs] = [-Infinity, -Infinity, -Infinity]
  let [nothings, interruptions, isInterrupted] = [0, 0, false]
  let mode: ModeName | undefined

  const language = (): Language => turn?.language ?? deps.language
  const writing = (): Parameters<typeof planOf>[1] => ({
    customs,
    isRelay: manner.isRelay,
    teletype: (printed, width) =>
      deps.teletype(printed.text, { language: printed.language, width }),
  })

  const follow = (steps: readonly Step[]): void => {
    ;[plan, phase, sinceMs] = [steps, 'begin', nowMs]
  }
  const next = (): void => follow(plan.slice(1))
  /** To hear an answer, without another word. */
  const listenOnly = (): void => {
    if (turn?.kind !== 'ask') return
    follow([{ kind: 'listen', ms: patienceOf(turn.expected, manner.isRelay) }, { kind: 'silence' }])
  }

  const forget = (): void => {
    ;[typed, strangers, reading] = [[], [], undefined]
  }

  const close = (why: 'end' | 'speech'): void => {
    isClosed = true
    wire.close(why)
  }

  const begin = (taken: WrittenTurn, isRead: boolean): void => {
    turn = taken
    manner = taken.manner
    const tongues = [...new Set([taken.language, english])]
    question = {
      answer: taken.kind === 'ask' ? taken.expected.answer : 'any',
      languages: taken.kind === 'ask' ? taken.languages : [],
      lexicon: createLexicon(tongues.map(deps.words)),
      goAhead: customs.goAhead,
    }
    reading = undefined
    follow(planOf(taken, writing(), isRead))
  }

  const take = (asked: TextHeard): void => {
    isTaking = true
    follow([])
    void deps.take(asked).then((answer) => {
      isTaking = false
      if (isClosed) return
      if (answer === 'over') close('end')
      else if (answer === 'failed') fail(asked)
      else {
        ;[nothings, interruptions, retry] = [0, 0, undefined]
        begin(answer, asked.heard.kind === 'ringing')
      }
    })
  }

  const fail = (asked: TextHeard): void => {
    const failures = asked.failures + 1
    const isLast = failures >= mostFailures
    const key = isLast ? 'apology.end' : 'apology.go-on'
    const apology = stepsOf(deps.say(key, language()), writing(), 'pause')
    retry = { ...asked, failures }
    follow([...apology, isLast ? { kind: 'close', why: 'end' } : { kind: 'try-again' }])
  }

  const answer = (keys: string, doubts: readonly number[]): void => {
    forget()
    const heard = {
      kind: 'keys',
      turn: turn?.awaited ?? 0,
      keys,
      ...(doubts.some(Boolean) && { doubts }),
    } as const
    take({ heard, failures: 0, manner })
  }

  const writeAgain = (isSlow: boolean): void => {
    if (turn === undefined) return
    onEvent({ kind: 'written-again' })
    const again = planOf(turn, writing())
    forget()
    follow(isSlow ? slowly(again) : again)
  }

  const inForm = (form: Manner['form']): void => {
    forget()
    manner = { ...manner, form }
    take({ heard: { kind: 'again', turn: turn?.awaited ?? 0 }, failures: 0, manner })
  }

  const fulfil = (wish: Wish, hasHandedOver: boolean): void => {
    switch (wish.kind) {
      case 'keys':
        return answer(wish.keys, wish.doubts)
      case 'again':
        return writeAgain(true)
      case 'vco':
      case 'hco':
        return inForm(wish.kind)
      case 'end':
        forget()
        deps.hangUp()
        return follow(farewell(deps.say('goodbye', language()), writing()))
      case 'hold':
        forget()
        listenOnly()
        return follow([{ kind: 'listen', ms: heldMs }, ...plan])
      case 'relay':
        if (hasHandedOver) return writeAgain(false)
        forget()
        return listenOnly()
      case 'nothing':
        nothings += 1
        return nothings < mostNothings ? writeAgain(false) : answer('', [])
      default:
        return unreachable(wish)
    }
  }

  /** How long the caller may be silent before what he has typed is his answer. */
  const waitAfter = (now: Reading): number => {
    if (turn?.kind !== 'ask') return afterQuestionMs
    if (now.end === 'go-ahead' || now.end === 'end') return afterGoAheadMs
    if (now.wish.kind === 'vco' || now.wish.kind === 'hco') return afterGoAheadMs
    const { expected } = turn
    const patience = patienceOf(expected, manner.isRelay)
    if (now.isHeld && now.wish.kind === 'keys' && now.digits > 0) return heldMs
    const isAll = expected.answer === 'groups' && now.digits >= digitsIn(expected.atMost)
    return isAll || now.end === 'question' ? Math.min(afterQuestionMs, patience) : patience
  }

  const read = (): Reading | undefined => {
    if (question === undefined) return undefined
    reading ??= readAnswer(typed, question)
    if (reading.isRelay && !manner.isRelay) {
      manner = { ...manner, isRelay: true }
      onEvent({ kind: 'relay' })
    }
    return reading
  }

  /** Takes what is typed as an answer, once it is one. Whether anything is typed. */
  const hearOut = (): boolean => {
    const now = typed.length === 0 ? undefined : read()
    if (now === undefined || now.isBlank) {
      if (typed.length >= longestAnswer) forget()
      return false
    }
    const isTooLong = typed.length >= longestAnswer
    const isPressed =
      turn?.kind === 'ask' && turn.expected.atMost === 1 && typed.at(-1)?.kind === 'key'
    const silentMs = nowMs - Math.max(lastTypedMs, lastBusyMs)
    if (isTooLong || isPressed || silentMs >= waitAfter(now))
      fulfil(now.wish, now.end === 'go-ahead')
    return true
  }

  const hasSaidGoodbye = (): boolean => {
    const now = typed.length === 0 ? undefined : read()
    return now?.end === 'end' && nowMs - Math.max(lastTypedMs, lastBusyMs) >= afterGoAheadMs
  }

  /** Nobody is being talked over. */
  const mayBegin = (): boolean => {
    const isAfterCaller = lastBusyMs > sinceMs - quietMs || lastTypedMs > sinceMs - decodingMs
    const quiet = isAfterCaller ? decodingMs : quietMs
    return nowMs - lastBusyMs >= quiet || nowMs - sinceMs >= longestWaitMs
  }

  const write = (text: string): void => {
    if (phase === 'begin') {
      if (!mayBegin()) return
      const late = typed.length === 0 || isLeaving() ? undefined : read()
      if (late?.wish.kind === 'end') return fulfil(late.wish, false)
      // He goes on with his groups: that is an answer to this, too.
      if (question?.answer === 'groups' && late?.wish.kind === 'keys') return listenOnly()
      const isOnNewLine = typed.length === 0
      forget()
      writer.begin(isOnNewLine ? text : `\r\n${text}`)
      ;[phase, isInterrupted] = ['sending', false]
    }
    if (phase === 'sending') {
      writer.feed(nowMs)
      if (!writer.isDone()) return
      ;[phase, sinceMs, isMarked] = ['sent', nowMs, false]
      marks += 1
      return wire.mark(markName(marks))
    }
    if (isMarked || nowMs - sinceMs >= markMs) next()
  }

  const act = (): void => {
    const [step] = plan
    if (step === undefined || isTaking) return
    switch (step.kind) {
      case 'write':
        return write(step.text)
      case 'listen':
        if (!hearOut() && nowMs - sinceMs >= step.ms && nowMs - lastBusyMs >= decodingMs) next()
        return
      case 'pause':
        if (nowMs - sinceMs >= step.ms) next()
        return
      case 'part':
        if (hasSaidGoodbye() || nowMs - Math.max(sinceMs, lastTypedMs) >= step.ms) next()
        return
      case 'silence':
        return answer('', [])
      case 'try-again':
        return retry && take(retry)
      case 'close':
        return close(step.why)
      default:
        return unreachable(step)
    }
  }

  /** The caller types while the line writes. */
  const interrupt = (): void => {
    onEvent({ kind: 'interrupted' })
    writer.stop(nowMs)
    wire.clear()
    ;[interruptions, isInterrupted] = [interruptions + 1, true]
    if (isLeaving()) follow([{ kind: 'part', ms: afterQuestionMs }, ...plan])
    else listenOnly()
  }

  /** What is written now are last words, or an apology. */
  const isLeaving = (): boolean => turn?.kind !== 'ask' || /close|try/.test(plan.at(-1)?.kind ?? '')

  const hear = (heard: Heard): void => {
    if (writer.isUnderOwnSound(heard)) {
      if (heard.kind === 'garble') return
      if (writer.isEcho(heard)) {
        strangers = []
        return
      }
      strangers = [...strangers, typedFrom(heard)]
      if (strangers.length < 2 && !isInterrupted) return
      if (phase === 'sending') {
        if (interruptions >= mostInterruptions) return
        interrupt()
      }
    }
    const mine = strangers.length > 0 ? strangers : [typedFrom(heard)]
    put(mine, heard.kind === 'character' ? heard.atMs : lastTypedMs)
  }

  const put = (more: readonly Typed[], atMs: number): void => {
    typed.push(...more)
    ;[strangers, reading, lastTypedMs] = [[], undefined, atMs]
  }

  const listen = (sound: Float32Array): void => {
    const heard = line.push(sound)
    heard.forEach(hear)
    // The line would write again in the mode it has found, and over the caller.
    if (heard.length > 0 && phase !== 'sending') line.stop()
    const found = line.mode()
    if (found !== undefined && found !== mode) onEvent({ kind: 'mode', mode: found })
    mode = found
    if (!line.isBusy()) busySinceMs = Infinity
    else {
      busySinceMs = Math.min(busySinceMs, nowMs)
      const isEmpty = nowMs - Math.max(busySinceMs, lastTypedMs) >= emptyToneMs
      if (!isEmpty && phase !== 'sending') lastBusyMs = nowMs
    }
  }

  take({ heard: { kind: 'ringing' }, failures: 0, manner })

  return {
    frame: (heard) => {
      if (isClosed) return undefined
      nowMs += frameMs
      listen(heard ?? new Float32Array(samplesInFrame))
      act()
      const sound = new Float32Array(samplesInFrame)
      return line.fill(sound) ? sound : undefined
    },
    key: (key) => {
      if (isClosed || line.mode() === 'dtmf') return
      const pressed: Typed = { kind: 'key', key }
      if (phase === 'sending') {
        if (interruptions >= mostInterruptions) return
        interrupt()
      }
      put([pressed], nowMs)
    },
    marked: (name) => {
      if (name === markName(marks)) isMarked = true
    },
    hungUp: () => {
      isClosed = true
    },
  }
}

const english = 'en' as Language

function markName(count: number): string {
  return `written-${count}`
}

/** A listening for whole groups may count a hash after each. */
function digitsIn(atMost: number): number {
  return atMost % 8 === 0 ? (atMost / 8) * 7 : atMost
}
