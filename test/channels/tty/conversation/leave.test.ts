import { expect, test } from '@jest/globals'
import type { Language } from '../../../../src/base/brand.ts'
import { createConversation } from '../../../../src/channels/tty/conversation/conversation.ts'
import type { ConversationDeps, TextHeard } from '../../../../src/channels/tty/conversation/deps.ts'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { createAnswering } from '../../../../src/modem/answering.ts'
import { baudot45 } from '../../../../src/modem/baudot/mode.ts'
import { noPost } from './text-call.ts'

const english = 'en' as Language

const asked: WrittenTurn = {
  kind: 'ask',
  awaited: 1,
  language: english,
  manner: { form: 'text', isRelay: false },
  first: [],
  say: [],
  expected: { answer: 'groups', atMost: 72, finish: 'none', patienceInMs: 8_000, speech: false },
  languages: [],
}

/** What is taken of a caller who types this, and whose stream then breaks off. */
const takenOf = async (typed: string): Promise<readonly TextHeard[]> => {
  const taken: TextHeard[] = []
  const phone = baudot45.speak()
  const deps: ConversationDeps = {
    line: createAnswering(['baudot-45']),
    wire: { mark: () => {}, clear: () => {}, close: () => {} },
    customs: { goAhead: 'GA', closing: 'GA TO SK', end: 'SKSK', width: 72 },
    language: english,
    words: () => nothing,
    say: () => [],
    post: noPost,
    take: async (heard) => {
      taken.push(heard)
      return asked
    },
    hangUp: () => {},
    onEvent: () => {},
  }
  const conversation = createConversation(deps)
  await new Promise((resolve) => setImmediate(resolve))
  phone.write(typed)
  const isTyping = (): boolean => phone.waiting() > 0
  for (let quiet = 0; quiet < 75; quiet = isTyping() ? 0 : quiet + 1) {
    const sound = new Float32Array(160)
    phone.fill(sound)
    conversation.frame(sound)
  }
  await conversation.leave()
  await conversation.leave()
  expect(conversation.frame(new Float32Array(160))).toBeUndefined()
  return taken
}

const nothing: ReturnType<ConversationDeps['words']> = {
  yes: [],
  no: [],
  next: [],
  back: [],
  first: [],
  again: [],
  hold: [],
  person: [],
  end: [],
  relay: [],
  vco: [],
  hco: [],
  courtesy: [],
}

test('whose stream breaks off while he types has typed his digits all the same', async () => {
  const [, answer, ...more] = await takenOf('1234567 2345678 345')
  expect(answer?.heard).toMatchObject({ kind: 'keys', turn: 1, keys: '1234567#2345678#345' })
  expect(more).toEqual([])
})

test('words that were not ended are nobody’s answer', async () => {
  expect(await takenOf('HELLO THERE')).toHaveLength(1)
})
