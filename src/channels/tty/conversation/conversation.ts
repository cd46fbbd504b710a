import { unreachable } from '../../../base/unreachable.ts'
import { words } from '../../../dialogue/listen.ts'
import { isForGroups } from './answer.ts'
import { createCourse } from './course.ts'
import type { ConversationDeps } from './deps.ts'
import { createFloor, longestWaitMs } from './floor.ts'
import { stepsOf, type Step } from './plan.ts'
import { createTurns } from './turns.ts'
import { afterLastWordMs, afterQuestionMs, longestAnswer, waitAfter } from './wait.ts'
import { createWithPerson, type WithPerson } from './with-person.ts'
import type { WrittenTurn } from './written-turn.ts'

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
  /** His stream is gone, and he may not be: what he has typed is taken, and nothing more is sent. */
  readonly leave: () => Promise<void>
}

/** So often in a turn the line stops for who types over it. */
const mostInterruptions = 3
/** A block and the end of its line: whoever begins to type before so much was sent has not read it. */
const leastRead = 12

export function createConversation(deps: ConversationDeps): Conversation {
  const { line, wire, onEvent } = deps
  let isClosed = false
  /** In which turn, and how often. */
  let interruptions: { readonly of: unknown; readonly count: number } | undefined
  /** The last turn of which something was written to its end, and the last one that he typed over unread. */
  let [written, unread]: [WrittenTurn?, WrittenTurn?] = []
  let people: { readonly of: WrittenTurn; readonly person: WithPerson } | undefined

  const close = (why: 'end' | 'speech'): void => {
    isClosed = true
    wire.close(why)
  }

  const floor = createFloor({ line, wire, onMode: (mode) => onEvent({ kind: 'mode', mode }) })
  const course = createCourse(floor.nowMs)
  const turns = createTurns({
    ...deps,
    floor,
    course,
    isClosed: () => isClosed,
    onOver: () => close('end'),
  })
  const lastingMs = (): number => floor.nowMs() - course.sinceMs()

  /** Who has the caller in this turn; nothing where the line has him itself. */
  const person = (): WithPerson | undefined => {
    const turn = turns.turn()
    if (turn?.kind !== 'transfer') return undefined
    if (people?.of !== turn) people = { of: turn, person: withPerson(turn) }
    return people.person
  }
  const withPerson = ({ language }: WrittenTurn): WithPerson =>
    createWithPerson({
      floor,
      post: deps.post,
      language,
      customs: deps.customs,
      lexicon: turns.lexicon(),
      print: (say) =>
        stepsOf(deps.say(say, language), { customs: deps.customs, isRelay: false }, 'pause')
          .map((step) => (step.kind === 'write' ? step.text.trimEnd() : ''))
          .join('\r\n'),
      opening: turns.manner().form === 'text' ? [] : [words('wait.written')],
      isRelay: () => turns.manner().isRelay,
      onRelay: turns.noteRelay,
      onOver: turns.comeBack,
      onEnd: () => turns.fulfil({ kind: 'end' }, false),
    })

  /** Takes what is typed as an answer, once it is one; until then, or where nothing is, time goes by. */
  const hearOut = (ms: number): void => {
    const [reading, turn] = [turns.read(), turns.turn()]
    if (reading === undefined || turn?.kind !== 'ask') {
      if (lastingMs() >= (floor.isQuiet() ? ms : ms + longestWaitMs)) course.next()
      return
    }
    const waitMs = waitAfter(reading, turn.expected, turns.manner().isRelay)
    const typed = floor.typed()
    const isPressed = turn.expected.atMost === 1 && typed.at(-1)?.kind === 'key'
    const isOver = isPressed || typed.length >= longestAnswer || turns.isOverdue()
    if (!isOver && floor.nowMs() - floor.activeMs() < waitMs) return
    const isLate = unread === turn && reading.wish.kind === 'keys' && reading.wish.keys === '#'
    unread = undefined
    // He goes on from what he had read, and has not seen this.
    if (isLate) turns.writeAgain()
    else turns.fulfil(reading.wish, reading.end === 'go-ahead')
  }

  /** Nobody who goes on typing keeps the call. */
  const hasParted = (ms: number): boolean => {
    const silentMs = floor.nowMs() - Math.max(course.sinceMs(), floor.activeMs())
    if (silentMs >= ms || lastingMs() >= ms + longestWaitMs) return true
    return silentMs >= afterLastWordMs && turns.read()?.end === 'end'
  }

  /** What is written now are last words, or an apology: they are said to their end. */
  const isLeaving = (): boolean =>
    turns.turn()?.kind !== 'ask' ||
    course.steps().some(({ kind }) => kind === 'close' || kind === 'try-again')

  const write = (text: string): void => {
    if (floor.isWriting()) {
      if (!floor.goOn()) return
      written = turns.turn()
      return course.next()
    }
    if (!floor.isFree(course.sinceMs())) return
    const late = isLeaving() ? undefined : turns.read()
    if (late?.wish.kind === 'end') return turns.fulfil(late.wish, false)
    // He goes on with his groups: that is an answer to this, too.
    const turn = turns.turn()
    const expected = turn?.kind === 'ask' ? turn.expected.answer : undefined
    if (late?.wish.kind === 'keys' && isForGroups(expected)) return turns.listen()
    person()?.takeWords()
    floor.begin(text)
  }

  const leaveTo = (greeting: readonly Step[] = []): void => {
    const had = greeting.length > 0 ? person()?.arrive() : 'under-way'
    if (had === 'new') course.follow([...greeting, { kind: 'person' }])
    else if (had === 'under-way') person()?.act()
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
        return lastingMs() >= step.ms ? course.next() : undefined
      case 'part':
        return hasParted(step.ms) ? course.next() : undefined
      case 'person':
        return leaveTo(step.greeting)
      case 'silence':
        return turns.silence()
      case 'try-again':
        return turns.take(step.asked)
      case 'close':
        return close(step.why)
      default:
        return unreachable(step)
    }
  }

  /** The caller types while the line writes: it stops, and listens. */
  const interrupt = (): void => {
    if (course.steps()[0]?.kind === 'person') {
      onEvent({ kind: 'interrupted' })
      floor.stop()
      return person()?.interrupted()
    }
    const turn = turns.turn()
    const count = (interruptions?.of === turn ? interruptions?.count : undefined) ?? 0
    if (count >= mostInterruptions) return
    interruptions = { of: turn, count: count + 1 }
    if (written !== turn && floor.isUnread(leastRead)) unread = turn
    onEvent({ kind: 'interrupted' })
    floor.stop()
    if (isLeaving()) course.follow([{ kind: 'part', ms: afterQuestionMs }, ...course.steps()])
    else turns.listen()
  }

  turns.begin()

  return {
    frame: (heard) => {
      if (isClosed) return undefined
      if (floor.listen(heard)) interrupt()
      if (!turns.isTaking()) act(course.steps())
      return floor.sound()
    },
    key: (key) => {
      if (!isClosed) floor.press(key)
    },
    marked: floor.marked,
    leave: async () => {
      if (isClosed) return
      isClosed = true
      await turns.leave()
      await people?.person.leave()
    },
  }
}
