import type { CallId, Language } from '../../../../src/base/brand.ts'
import { createConversation } from '../../../../src/channels/tty/conversation/conversation.ts'
import type { Customs } from '../../../../src/channels/tty/conversation/customs.ts'
import type {
  ConversationDeps,
  ConversationEvent,
  TextHeard,
} from '../../../../src/channels/tty/conversation/deps.ts'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { createAnswering } from '../../../../src/modem/answering.ts'
import type { Words } from '../../../../src/wording/printed/locale.ts'
import type { Printed } from '../../../../src/wording/printed/printed.ts'
import { ourPrinted } from '../../../wording/our-printed.ts'
import { nobodyWrites } from '../../../../src/calls/correspondence.ts'
import { createPost, type Post } from '../../../../src/channels/post.ts'
import { placeTextCall, type Placing, type Telephone } from './telephone.ts'

/** A text telephone on a conversation whose turns a test gives. */
export type TextCall = Telephone & {
  readonly taken: readonly TextHeard[]
  readonly events: readonly ConversationEvent[]
  readonly hungUp: () => number
}

export type TextCallOptions = Pick<Placing, 'echo' | 'losesMarks'> & {
  readonly take: ConversationDeps['take']
  readonly customs?: Partial<Customs>
  readonly post?: Post
  /** The call goes on while a turn is taken. */
  readonly thinks?: boolean
}

const english = 'en' as Language
const customs: Customs = { goAhead: 'GA', closing: 'GA TO SK', end: 'SKSK', width: 72 }

export function startTextCall(options: TextCallOptions): TextCall {
  const taken: TextHeard[] = []
  const events: ConversationEvent[] = []
  let [hungUp, taking] = [0, 0]
  const telephone = placeTextCall({
    ...options,
    isAtWork: () => taking > 0 && options.thinks !== true,
    converse: (wire) =>
      createConversation({
        line: createAnswering(['baudot-45']),
        customs: { ...customs, ...options.customs },
        language: english,
        wire,
        words: () => words,
        say: sayKeys,
        post: options.post ?? noPost,
        hangUp: () => void (hungUp += 1),
        onEvent: (event) => void events.push(event),
        take: async (heard) => {
          taken.push(heard)
          taking += 1
          return options.take(heard).finally(() => {
            taking -= 1
          })
        },
      }),
  })
  return { ...telephone, taken, events, hungUp: () => hungUp }
}

/** Of a desk that has nobody. */
export const noPost = createPost({
  callId: 'CA1-text' as CallId,
  correspondence: nobodyWrites,
  now: () => 0,
  onFault: () => {},
})

/** Prompts by their keys. */
export const sayKeys: ConversationDeps['say'] = (say) =>
  say.map((one) => text(one.kind === 'words' ? one.key.replace('.', ' ') : one.kind))

export const words = ourPrinted.get(english)?.words as Words

export const text = (sentence: string): Printed => ({
  kind: 'text',
  language: english,
  text: sentence,
})
export const silence = (ms: number): Printed => ({ kind: 'silence', ms })

type Ask = Extract<WrittenTurn, { kind: 'ask' }>

/** A turn that asks. */
export function asks(
  say: readonly Printed[],
  {
    expected,
    ...more
  }: { expected?: Partial<Ask['expected']> } & Partial<Omit<Ask, 'expected'>> = {},
): WrittenTurn {
  return {
    kind: 'ask',
    awaited: 1,
    language: english,
    manner: { form: 'text', isRelay: false },
    first: [],
    say,
    expected: {
      answer: 'groups',
      atMost: 63,
      finish: 'none',
      patienceInMs: 8_000,
      speech: false,
      ...expected,
    },
    languages: [],
    ...more,
  }
}

/** A turn that ends the call. */
export function ends(say: readonly Printed[]): WrittenTurn {
  return {
    kind: 'end',
    awaited: 2,
    language: english,
    manner: { form: 'text', isRelay: false },
    first: [],
    say,
  }
}
