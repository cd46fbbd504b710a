import type { Language } from '../../../base/brand.ts'
import type { Heard } from '../../../calls/exchange.ts'
import type { Prompt } from '../../../dialogue/prompt.ts'
import type { Answering } from '../../../modem/answering.ts'
import type { ModeName } from '../../../modem/mode.ts'
import type { Post } from '../../post.ts'
import type { Customs } from './customs.ts'
import type { Words } from '../../../wording/printed/locale.ts'
import type { Printed } from '../../../wording/printed/printed.ts'
import type { Manner, WrittenTurn } from './written-turn.ts'

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
  readonly heard: Exclude<Heard, { readonly kind: 'text' }>
  /** How often in a row the same was tried before, and failed. */
  readonly failures: number
  /** How the reply is to be given. */
  readonly manner: Manner
  /** In which language the last turn was written. */
  readonly language?: Language
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
  /** What the line says by itself. */
  readonly say: (say: readonly Prompt[], language: Language) => readonly Printed[]
  /** `over`: the call has ended. Never throws. */
  readonly take: (heard: TextHeard) => Promise<WrittenTurn | 'over' | 'failed'>
  /** To and from the people behind the line. */
  readonly post: Post
  /** The caller has said goodbye. */
  readonly hangUp: () => void
  readonly onEvent: (event: ConversationEvent) => void
}
