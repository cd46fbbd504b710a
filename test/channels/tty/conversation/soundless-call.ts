import type { Language } from '../../../../src/base/brand.ts'
import { createConversation } from '../../../../src/channels/tty/conversation/conversation.ts'
import type { TextHeard } from '../../../../src/channels/tty/conversation/deps.ts'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import type { Post } from '../../../../src/channels/post.ts'
import { createSoundlessLine } from './soundless.ts'
import { sayKeys, words } from './text-call.ts'

/** A call in which characters go as what they are: minutes take no time. */
export type SoundlessCall = {
  /** Types after a second: without a rest, or a character every so many ms. */
  readonly type: (text: string, everyMs?: number) => Promise<void>
  readonly run: (ms: number) => Promise<void>
  /** Until this was written, after all that was read before; says how long it took. */
  readonly untilRead: (text: string) => Promise<number>
  readonly read: () => string
  readonly closed: () => string | undefined
  readonly hungUp: () => number
  readonly taken: readonly TextHeard[]
  readonly leave: () => Promise<void>
}

/** At 45.45 bit/s. */
const characterMs = 160
const frameMs = 20
/** Nobody begins sooner. */
const reactsMs = 1_000
const mostMs = 12 * 60_000
const sound = new Float32Array(160)

export function startSoundlessCall(
  turns: readonly WrittenTurn[],
  post: Post,
  goAhead = 'GA',
): SoundlessCall {
  const rest = [...turns]
  const taken: TextHeard[] = []
  let [nowMs, readUpTo, hungUp] = [0, 0, 0]
  let [waiting, dueMs, everyMs] = ['', 0, characterMs]
  let closed: string | undefined
  const marks: { readonly name: string; readonly at: number }[] = []
  const { line, read } = createSoundlessLine(() => {
    if (waiting === '' || nowMs < dueMs) return undefined
    const typed = waiting.charAt(0)
    waiting = waiting.slice(1)
    dueMs = nowMs + everyMs
    return typed
  })
  const conversation = createConversation({
    line,
    wire: {
      mark: (name) => void marks.push({ name, at: nowMs + 100 }),
      clear: () => {},
      close: (why) => {
        closed = why
      },
    },
    customs: { goAhead, closing: 'GA TO SK', end: 'SKSK', width: 72 },
    language: 'en' as Language,
    words: () => words,
    say: sayKeys,
    post,
    take: async (heard) => {
      taken.push(heard)
      const turn = rest.shift()
      return turn === undefined
        ? 'over'
        : { ...turn, manner: taken.length > 1 ? heard.manner : turn.manner }
    },
    hangUp: () => void (hungUp += 1),
    onEvent: () => {},
  })
  const until = async (isSo: () => boolean): Promise<number> => {
    const began = nowMs
    while (!isSo() && closed === undefined) {
      if (nowMs - began > mostMs) throw new Error(`it never came to that: ${read().slice(-200)}`)
      nowMs += frameMs
      conversation.frame(sound)
      while (marks[0] !== undefined && marks[0].at <= nowMs)
        conversation.marked(marks.shift()?.name ?? '')
      for (let promises = 0; promises < 12; promises += 1) await Promise.resolve()
    }
    return nowMs - began
  }
  const inWords = (): string => read().replaceAll('\r\n', ' ')

  return {
    type: async (text, every = characterMs) => {
      ;[waiting, dueMs, everyMs] = [text, nowMs + reactsMs, every]
      await until(() => waiting === '')
    },
    run: async (ms) => {
      const end = nowMs + ms
      await until(() => nowMs >= end)
    },
    untilRead: async (wanted) => {
      const took = await until(() => inWords().includes(wanted, readUpTo))
      const at = inWords().indexOf(wanted, readUpTo)
      if (at < 0) throw new Error(`the call is over, and it was not read: ${wanted}`)
      readUpTo = at + wanted.length
      return took
    },
    read,
    closed: () => closed,
    hungUp: () => hungUp,
    taken,
    leave: conversation.leave,
  }
}
