import { unreachable } from '../../../base/unreachable.ts'
import type { Chance } from '../../chance.ts'
import type { Read, Reading } from '../../understand/read-printed.ts'
import { blankNotes, type Notes } from '../notes.ts'
import { use, type TextMachine } from './machine.ts'
import type { TextManner } from './manner.ts'
import { createPaper, frameMs } from './paper.ts'
import { textStrokes } from './strokes.ts'
import { typingHand } from './typing-hand.ts'
import { readingOf, type Wish } from './wish.ts'
import { groupsAskedFor, isOfLine, isOfPerson } from './with-person.ts'
import { writtenGroups } from './writing.ts'

/** What is odd about a text caller. */
export type TextQuirk =
  | { readonly kind: 'none' }
  /** He types nothing, ever. */
  | { readonly kind: 'silent' }
  /** He first types the ID of another program. */
  | { readonly kind: 'other-program'; readonly groups: readonly string[] }
  /** His first call ends after so many groups. */
  | { readonly kind: 'cut-off'; readonly after: number }
  /**
   * Having typed so many groups he asks for a person by the word for it, and types to that person the groups whose numbers he
   * reads; to anything else he says yes.
   */
  | { readonly kind: 'wants-person'; readonly after: number }

/** The words of his language that mean something to the line. */
export type TextWords = Readonly<
  Record<'goAhead' | 'yes' | 'next' | 'first' | 'again' | 'end' | 'person', string>
>

export type TextCallerOptions = {
  readonly manner: TextManner
  readonly quirk: TextQuirk
  /** Nine groups. */
  readonly id: readonly string[]
  readonly read: Read
  readonly language: string
  readonly words: TextWords
  readonly chance: Chance
}

/** One call of his, 20 ms after 20 ms. */
export type TextCall = {
  /** Takes what the line sounds like to him, and gives what he sends. */
  readonly frame: (heard: Float32Array) => Float32Array
  readonly hasHungUp: () => boolean
}

/** Somebody who cannot hear, with a text telephone, a screen and a pencil, over any number of calls. */
export type TextCaller = {
  readonly takeUp: (machine: TextMachine) => TextCall
  readonly notes: () => Notes
  readonly sheets: () => readonly Sheet[]
}

/** What his machine printed, or what he meant to type; `at` is in ms since his call began. */
export type Sheet = { readonly at: number; readonly who: 'line' | 'caller'; readonly text: string }

/** Nothing more is coming when nothing has been printed for so long; who waits for a word waits longer for it. */
const [settlesInMs, untoldInMs] = [1500, 7000]
const interruptsInMs = { least: 2500, most: 6000 }
/** Where nothing is printed at all for so long, he says that he is there. */
const saysHelloAfterMs = 20_000
/** After so long without a word he hangs up, or is cut off. */
const [patienceInMs, leavesInMs] = [300_000, 5000]

export function createTextCaller(options: TextCallerOptions): TextCaller {
  const { manner, quirk, chance, read, language, words, id } = options
  const ways = { manner, chance }
  const sheets: Sheet[] = []
  let notes = blankNotes
  let [calls, typed, isOtherTyped, hasGreeted] = [0, 0, false, false]
  let person: 'wanted' | 'there' | 'no' = quirk.kind === 'wants-person' ? 'wanted' : 'no'

  const takeUp = (machine: TextMachine): TextCall => {
    calls += 1
    const isCutOff = quirk.kind === 'cut-off' && calls === 1
    const used = use(machine)
    const hand = typingHand(used)
    const paper = createPaper()
    let [now, idleMs, hasSaidHello, isLeaving, hasHungUp] = [0, 0, false, false, false]
    let interruptsAfterMs = chance.between(interruptsInMs.least, interruptsInMs.most)

    const type = (text: string): void => {
      sheets.push({ at: now, who: 'caller', text })
      const { least, most } = manner.answers
      hand.takeUp(textStrokes(text, ways), chance.between(least, most))
    }
    const answer = (text: string): void => {
      const greeting = hasGreeted || manner.greeting === '' ? '' : `${manner.greeting}\r\n`
      hasGreeted = true
      type(`${greeting}${text}${manner.saysGoAhead ? ` ${words.goAhead}` : ''}`)
    }
    const typeGroups = (from: number, to: number): void => {
      const isOther = quirk.kind === 'other-program' && !isOtherTyped
      if (isOther) {
        isOtherTyped = true
        return answer(writtenGroups(quirk.groups, { manner, from: 1 }))
      }
      const isPart = isCutOff || (quirk.kind === 'wants-person' && person === 'wanted')
      const last = isPart ? Math.min(to, quirk.after) : to
      typed = Math.max(from === 1 ? 0 : typed, last)
      const text = writtenGroups(id.slice(from - 1, last), { manner, from })
      isLeaving = isCutOff
      if (isCutOff) type(text)
      else answer(text)
    }
    const fulfil = (wish: Wish): void => {
      switch (wish.kind) {
        case 'nothing':
          return
        case 'groups':
          return typeGroups(wish.from, wish.to)
        case 'word':
          if (wish.word === 'goAhead' || wish.word === 'end') type(words[wish.word])
          else answer(words[wish.word])
          return
        default:
          unreachable(wish)
      }
    }

    const look = (): void => {
      if (!hand.rests()) return
      const text = paper.settledFor(settlesInMs)
      const isTold = manner.begins === 'at-once' || endsIn(text, words.goAhead)
      if (text === '' || (!isTold && paper.settledFor(untoldInMs) === '')) return
      sheets.push({ at: now, who: 'line', text: paper.take() })
      const found = read(text, language)
      if (quirk.kind === 'wants-person' && isAboutPerson(found, quirk.after))
        return writeToPerson(found, text)
      const reading = readingOf(found, { notes, typed, groups: id.length })
      notes = reading.notes
      if (quirk.kind !== 'silent') fulfil(reading.wish)
    }
    const isAboutPerson = (found: Reading, after: number): boolean => {
      if (person === 'there' && isOfLine(found)) person = 'no'
      return person === 'there' || (person === 'wanted' && typed >= after)
    }
    const writeToPerson = (found: Reading, text: string): void => {
      if (person === 'wanted') {
        person = 'there'
        return answer(words.person)
      }
      if (!isOfPerson(found)) return
      const asked = groupsAskedFor(text)
      if (asked === undefined) answer(words.yes)
      else typeGroups(asked.from, Math.min(asked.to, id.length))
    }
    const interrupt = (): void => {
      if (manner.begins !== 'while-it-writes' || paper.writtenForMs() < interruptsAfterMs) return
      interruptsAfterMs = Infinity
      typeGroups(1, id.length)
    }

    const sayHello = (): void => {
      if (paper.emptyForMs() < saysHelloAfterMs || hasSaidHello || quirk.kind === 'silent') return
      hasSaidHello = true
      type(`HELLO ${words.goAhead}`)
    }

    return {
      hasHungUp: () => hasHungUp,
      frame: (heard) => {
        now += frameMs
        const { printed, sound } = used.frame(heard)
        paper.frame(printed, used.isWriting())
        sayHello()
        interrupt()
        look()
        hand.frame(frameMs)
        idleMs = printed !== '' || !hand.rests() ? 0 : idleMs + frameMs
        if (idleMs > (isLeaving ? leavesInMs : patienceInMs)) hasHungUp = quirk.kind !== 'silent'
        return sound
      },
    }
  }

  return { takeUp, notes: () => notes, sheets: () => sheets }
}

/** Wherever one calls; Sweden writes KOM. */
const usualGoAheads = ['GA', 'KOM']

/** Whether it ends in the word by which the other is told to go on; a machine may print more than was sent. */
function endsIn(text: string, goAhead: string): boolean {
  const last = text.trim().split(/\s+/).slice(-2)
  return [goAhead, ...usualGoAheads].some((told) => last.some((word) => word.endsWith(told)))
}
