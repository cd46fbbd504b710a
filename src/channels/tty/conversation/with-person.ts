import type { Language } from '../../../base/brand.ts'
import { unreachable } from '../../../base/unreachable.ts'
import type { Correspondent, Progress } from '../../../calls/correspondence.ts'
import type { Prompt } from '../../../dialogue/prompt.ts'
import { words } from '../../../dialogue/listen.ts'
import type { Post } from '../../post.ts'
import { readWords, type CallerWords } from './caller-words.ts'
import type { Customs } from './customs.ts'
import type { Floor } from './floor.ts'
import { isAllOf, printingOf, type Printing } from './letters.ts'
import { relayFactor } from './plan.ts'
import { isDue, standingOf, type Told } from './standing.ts'
import { afterLastWordMs, afterQuestionMs, longestAnswer } from './wait.ts'
import type { Lexicon } from './words.ts'

/** A caller who waits for a person, or writes with one: half duplex, each told by the other when to go ahead. */
export type WithPerson = {
  /** In every frame. */
  readonly act: () => void
  /** He types over what is being written, which has stopped. */
  readonly interrupted: () => void
  /** What he has typed so far is told. */
  readonly takeWords: () => void
  /** How it stood when he came here. `new`: he was written nothing yet; `unknown`: it is still being asked. */
  readonly arrive: () => 'unknown' | 'new' | 'under-way'
  /** His stream is gone; settles when what he typed has been told. */
  readonly leave: () => Promise<void>
}

export type WithPersonDeps = {
  readonly floor: Floor
  readonly post: Post
  readonly language: Language
  readonly customs: Customs
  readonly lexicon: Lexicon
  /** In lines, with nothing after them. */
  readonly print: (say: readonly Prompt[]) => string
  /** What he is told when he comes. */
  readonly opening: readonly Prompt[]
  readonly isRelay: () => boolean
  readonly onRelay: () => void
  /** It is over: how it went is to be asked. */
  readonly onOver: () => void
  /** He has said his last word. */
  readonly onEnd: () => void
}

type Writing =
  | { readonly kind: 'news' }
  | { readonly kind: 'standing' }
  | ({ readonly kind: 'letter' } & Printing)

const looksEveryMs = 1_000
const notesEveryMs = 1_500
/** Nobody is kept with people who cannot be asked. */
const longestUnknownMs = 60_000

export function createWithPerson(deps: WithPersonDeps): WithPerson {
  const { floor, post, language, customs, lexicon, print } = deps
  let seen: Correspondent | undefined
  let progress: Progress = { turn: 'operator', typing: '', typingSince: 0, sent: 0, part: '' }
  let isNew = true
  let [isLooking, hasEnded] = [false, false]
  let [lookedMs, knownMs] = [-Infinity, floor.nowMs()]
  let [notedMs, handedMs] = [-Infinity, -Infinity]
  /** What has changed since he was told: in words of the line's own. */
  let news: readonly Prompt[] = []
  let told: Told | undefined
  let writing: Writing | undefined
  let read: { readonly words: CallerWords; readonly of: unknown } | undefined

  const factor = (): number => (deps.isRelay() ? relayFactor : 1)

  const note = (change: Partial<Progress>): void => {
    progress = { ...progress, ...change }
    notedMs = floor.nowMs()
    post.note(progress)
  }
  /** Where it only goes on as it did. */
  const noteNowAndThen = (change: Partial<Pick<Progress, 'typing' | 'part'>>): void => {
    const { typing = progress.typing, part = progress.part } = change
    const isSame = typing === progress.typing && part === progress.part
    if (!isSame && floor.nowMs() - notedMs >= notesEveryMs) note(change)
  }

  const end = (how: () => void): void => {
    hasEnded = true
    how()
  }

  const see = (found: Correspondent): void => {
    const before = seen
    seen = found
    if (before === undefined) {
      if (found.progress === undefined) news = deps.opening
      else resume(found.progress)
    }
    switch (found.kind) {
      case 'with':
        if (before?.kind === 'waits' || (before === undefined && isNew)) {
          news = [...news, words('wait.here')]
          note({ turn: 'operator' })
        }
        return
      case 'waits':
        if (before?.kind === 'with') {
          news = [...news, words(found.hasLost ? 'wait.again' : 'wait.held')]
          told = undefined
        }
        return
      case 'over':
        news = []
        return
      default:
        return unreachable(found)
    }
  }

  /** Another stream was here before: what he typed into it last, and did not hand over, is told. */
  const resume = (come: Progress): void => {
    isNew = false
    const { typing, typingSince } = come
    if (typing.trim() !== '') post.say({ text: typing, at: typingSince })
    progress = come
    note({ typing: '' })
  }

  const look = (): void => {
    const nowMs = floor.nowMs()
    if (isLooking || nowMs - lookedMs < looksEveryMs) return
    ;[isLooking, lookedMs] = [true, nowMs]
    void post.look().then((found) => {
      isLooking = false
      if (found !== 'unknown') {
        knownMs = floor.nowMs()
        see(found)
      } else if (floor.nowMs() - knownMs >= longestUnknownMs && !hasEnded) end(deps.onOver)
    })
  }

  const typedWords = (): CallerWords | undefined => {
    const typed = floor.typed()
    if (typed.length === 0) return undefined
    if (read?.of !== typed)
      read = { words: readWords(typed, { lexicon, goAhead: customs.goAhead }), of: typed }
    return read.words
  }

  /** Tells what he has typed, and forgets it. */
  const takeWords = (isTold = true): void => {
    const said = typedWords()
    floor.forget()
    if (said === undefined || said.isBlank) return
    const at = progress.typing === '' ? post.now() : progress.typingSince
    if (isTold && said.text !== '') post.say({ text: said.text, at })
    note({ typing: '' })
  }

  const hear = (): void => {
    const said = typedWords()
    if (said === undefined) return
    if (said.isRelay && !deps.isRelay()) deps.onRelay()
    const silentMs = floor.nowMs() - floor.activeMs()
    const isFull = floor.typed().length >= longestAnswer
    if (said.isBlank) {
      if (isFull || silentMs >= afterQuestionMs) floor.forget()
      return
    }
    if (progress.typing === '')
      note({ turn: 'caller', typing: said.text || ' ', typingSince: post.now() })
    else noteNowAndThen({ typing: said.text || ' ' })
    const waitMs = said.end === 'go-ahead' ? afterLastWordMs : afterQuestionMs
    if (silentMs >= waitMs * factor()) understand(said)
    else if (isFull) takeWords()
  }

  /** He has handed over, or has been silent for so long. */
  const understand = (said: CallerWords): void => {
    const waits = seen?.kind === 'waits'
    const wish = waits ? said.wish : undefined
    takeWords(wish === undefined)
    note({ turn: 'operator' })
    if (said.end === 'end') return end(deps.onEnd)
    if (!waits) return
    if (wish === 'back') return goBack()
    if (wish === undefined) news = [...news, words('wait.noted')]
    told = undefined
  }

  const goBack = (): void => {
    void post.goBack().then((isBack) => {
      if (isBack && !hasEnded) end(deps.onOver)
    })
  }

  /** Nobody is talked over: not while he types, nor while he may be about to. */
  const mayWrite = (): boolean => {
    if (!floor.isQuiet()) return false
    if (progress.turn !== 'caller') return true
    return floor.nowMs() - Math.max(handedMs, floor.activeMs()) >= afterQuestionMs * factor()
  }

  const standing = (found: Correspondent): readonly Prompt[] => {
    const { nowMs } = floor
    if (found.kind !== 'waits') return []
    if (!isDue(found, told, { nowMs: nowMs(), isRelay: deps.isRelay() })) return []
    return standingOf(found)
  }

  const begin = (next: Writing, text: string): void => {
    writing = next
    note({ turn: 'line' })
    floor.begin(text)
  }

  const next = (found: Correspondent): void => {
    const isLeft = found.kind === 'over'
    const letter = printingOf(found.letters, progress, { language, customs, isLeft })
    const due = standing(found)
    if (news.length === 0 && due.length === 0 && letter === undefined) {
      if (isLeft && floor.typed().length === 0 && floor.isQuiet()) end(deps.onOver)
      return
    }
    if (!mayWrite()) return
    const own = [...news, ...due]
    news = []
    if (found.kind === 'waits' && due.length > 0) {
      told = { atMs: floor.nowMs(), place: found.place }
      begin({ kind: 'standing' }, `${print(own)} ${customs.goAhead}\r\n`)
    } else if (own.length > 0) begin({ kind: 'news' }, `${print(own)}\r\n`)
    else if (letter !== undefined)
      begin({ kind: 'letter', ...letter }, letter.printed.slice(letter.from))
  }

  const partOf = ({ printed, from }: Printing): string => printed.slice(0, from + floor.written())

  const written = (): void => {
    const done = writing
    writing = undefined
    handedMs = floor.nowMs()
    switch (done?.kind) {
      case undefined:
        return
      case 'news':
        return note({ turn: 'operator' })
      case 'standing':
        told = told && { ...told, atMs: floor.nowMs() }
        return note({ turn: 'caller' })
      case 'letter':
        return note({
          turn: done.handsOver ? 'caller' : 'operator',
          sent: done.number,
          part: '',
        })
      default:
        return unreachable(done)
    }
  }

  return {
    act: () => {
      if (hasEnded) return
      look()
      if (floor.isWriting()) {
        if (floor.goOn()) written()
        else if (writing?.kind === 'letter') noteNowAndThen({ part: partOf(writing) })
        return
      }
      hear()
      if (seen !== undefined && !hasEnded) next(seen)
    },
    interrupted: () => {
      const broken = writing
      writing = undefined
      if (broken?.kind !== 'letter') return note({ turn: 'caller' })
      const part = partOf(broken)
      note(
        isAllOf(broken, part, customs.goAhead)
          ? { turn: 'caller', sent: broken.number, part: '' }
          : { turn: 'caller', part },
      )
    },
    takeWords: () => takeWords(),
    arrive: () => {
      look()
      return seen === undefined && !hasEnded ? 'unknown' : isNew ? 'new' : 'under-way'
    },
    leave: async () => {
      hasEnded = true
      takeWords()
      await post.settled()
    },
  }
}
