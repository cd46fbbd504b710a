import { expect, test } from '@jest/globals'
import type { Language } from '../../../../src/base/brand.ts'
import { createConversation } from '../../../../src/channels/tty/conversation/conversation.ts'
import type { TextHeard } from '../../../../src/channels/tty/conversation/deps.ts'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { createSoundlessLine, garbled, type Habit } from './soundless.ts'
import { asks, ends, noPost, sayKeys, silence, text, words } from './text-call.ts'

const english = 'en' as Language
const minute = 60_000
/** After so long a call, or so many turns, the dialogue says goodbye whatever is answered. */
const [longestCall, mostTurns] = [45 * minute, 300]
const frameMs = 20

const question = [text('key in the id'), silence(20_000), text('take your time')]
const block = { answer: 'read-back', atMost: 1, patienceInMs: 4_000 } as const

type Outcome = { readonly ms: number; readonly longestTurnMs: number; readonly read: string }

/** A call of somebody who never does anything else, until it is closed; a stream that gives way is followed by the next. */
async function lastingCall(habit: Habit, expected = {}): Promise<Outcome> {
  let [nowMs, longestTurnMs, takenMs, turns, paper] = [0, 0, 0, 0, '']
  let closed: string | undefined
  let manner: TextHeard['manner'] = { form: 'text', isRelay: false }
  const take = async ({ heard, manner: asked }: TextHeard): Promise<WrittenTurn> => {
    if (heard.kind !== 'ringing') {
      longestTurnMs = Math.max(longestTurnMs, nowMs - takenMs)
      ;[takenMs, turns, manner] = [nowMs, turns + 1, asked]
    }
    const goesOn = nowMs < longestCall && turns < mostTurns
    const turn = goesOn ? asks(question, { expected }) : ends([text('thank you')])
    return { ...turn, manner }
  }
  while (closed !== 'end') {
    closed = undefined
    const began = nowMs
    const marks: string[] = []
    const { line, read } = createSoundlessLine((ms, written) => habit(began + ms, written))
    const conversation = createConversation({
      line,
      wire: {
        mark: (name) => void marks.push(name),
        clear: () => {},
        close: (why) => {
          closed = why
        },
      },
      customs: { goAhead: 'GA', closing: 'GA TO SK', end: 'SKSK', width: 72 },
      language: english,
      words: () => words,
      say: sayKeys,
      post: noPost,
      take,
      hangUp: () => {},
      onEvent: () => {},
    })
    while (closed === undefined) {
      nowMs += frameMs
      conversation.frame(sound)
      for (const name of marks.splice(0)) conversation.marked(name)
      await settled()
      if (nowMs > 2 * longestCall) throw new Error(`it never ends: ${read().slice(-200)}`)
    }
    paper += read()
  }
  return { ms: nowMs, longestTurnMs, read: paper }
}

const sound = new Float32Array(160)

/** What was taken has been answered. */
async function settled(): Promise<void> {
  await Promise.resolve()
  await Promise.resolve()
  await Promise.resolve()
}

/** A character every so many ms, over and over. */
const every =
  (text: string, everyMs: number): Habit =>
  (nowMs) =>
    nowMs % everyMs === 0 ? text.charAt((nowMs / everyMs) % text.length) : undefined

/** Types this whenever he is told to go on. */
const whenever = (...texts: readonly string[]): Habit => {
  let [seen, at, left] = [0, 0, '']
  return (nowMs, read) => {
    if (read.length < seen) seen = 0
    if (left === '' && /GA\s*$/.test(read) && read.length > seen) {
      ;[seen, left] = [read.length, texts[at % texts.length] ?? '']
      at += 1
    }
    if (left === '' || nowMs % 160 !== 0) return undefined
    const typed = left.charAt(0)
    left = left.slice(1)
    return typed
  }
}

test.each<readonly [string, Habit]>([
  ['who never stops typing nonsense', every('LOREM IPSUM DOLOR ', 160)],
  ['who types nonsense, a letter every ten seconds', every('LOREM IPSUM DOLOR ', 10_000)],
  ['whose line is pure noise, and only garbles are heard', every(garbled, 160)],
  ['whose line has a garble now and then', every(garbled, 900)],
  ['who types only spaces', every(' ', 160)],
  ['who types a space now and then', every(' ', 900)],
  ['who asks for more time for ever', whenever('HOLD PLS GA')],
  ['who says HOLD, and never stops', every('HOLD PLS ', 160)],
  ['who types one more digit every four minutes', every('HOLD 1', 4 * minute)],
  ['who cannot read anything', whenever('RPT PLS GA')],
  ['who asks for it again before it is written', every('RPT PLS GA ', 160)],
  ['who names his relay service for ever', whenever('RELAY GA')],
  ['who types digits for ever', every('1234567 ', 160)],
])('%s reaches an end of the call, with a goodbye', async (_, habit) => {
  const groups = await lastingCall(habit)
  const blocks = await lastingCall(habit, block)
  for (const one of [groups, blocks]) {
    expect(one.longestTurnMs).toBeLessThan(25 * minute)
    expect(one.ms).toBeLessThan(longestCall + 30 * minute)
    expect(one.read).toMatch(/THANK YOU[^]*SK$/)
  }
})

test('who wants to speak and to hear in turns takes a turn each time, and reaches an end', async () => {
  const { longestTurnMs, ms } = await lastingCall(whenever('VCO PLS GA', 'HCO PLS GA'))
  expect(longestTurnMs).toBeLessThan(25 * minute)
  expect(ms).toBeLessThan(longestCall + 30 * minute)
})
