import type { CallId } from '../base/brand.ts'

/** What the people behind the line wrote to a caller; numbered in the order of all that is written in his contact. */
export type Letter = { readonly number: number; readonly text: string }

/**
 * How a conversation in writing stands, for whoever looks at it, and for the channel that goes on with it elsewhere.
 * Beside the contact: none of its versions changes with it.
 */
export type Progress = {
  /** Whose turn it is to write: he was told to go ahead; the line sends; he has handed over. */
  readonly turn: 'caller' | 'line' | 'operator'
  /** What he has typed and not handed over yet, and since when, in ms since 1970. Private. */
  readonly typing: string
  readonly typingSince: number
  /** All letters up to this one are on his paper; of the next one so much is, as it was printed. Private. */
  readonly sent: number
  readonly part: string
}

/** How it stands with a caller who asked for a person, and what is yet to be written to him. */
export type Correspondent = {
  /** As it was noted last; nothing where he was written nothing yet. */
  readonly progress?: Progress
  readonly letters: readonly Letter[]
} & (
  | {
      readonly kind: 'waits'
      /** 1 is next. */
      readonly place: number
      /** Nobody can tell without it. */
      readonly minutes?: number
      /** Somebody was helping him, and was lost. */
      readonly hasLost: boolean
    }
  | { readonly kind: 'with' }
  /** It is to be asked how it went. */
  | { readonly kind: 'over' }
)

/**
 * What passes between a caller who writes and the people behind the line, over whatever channel he does. All of it may
 * throw where they cannot be asked.
 */
export type Correspondence = {
  readonly look: (callId: CallId) => Promise<Correspondent>
  /** What he wrote; said again of the same time it is the same. */
  readonly say: (
    callId: CallId,
    words: { readonly text: string; readonly at: number },
  ) => Promise<void>
  readonly note: (callId: CallId, progress: Progress) => Promise<void>
  /** He would rather go on by himself. `refused`: somebody has just taken him. */
  readonly goBack: (callId: CallId) => Promise<'done' | 'refused'>
}

/** Behind a line without a desk. */
export const nobodyWrites: Correspondence = {
  look: async () => ({ kind: 'over', letters: [] }),
  say: async () => {},
  note: async () => {},
  goBack: async () => 'done',
}
