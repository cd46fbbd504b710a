import type { CallId, Language } from '../base/brand.ts'

/** How it stands with a caller who waits for a person. `place`: 1 is next; without `minutes` nobody can tell. */
export type WaitingAt = {
  readonly place: number
  readonly minutes?: number
  readonly language: Language
  /** He may keep his place and be called back. */
  readonly mayBeCalled: boolean
}

/** What a caller who waits hears, and what he may do. Both may throw where it can't be told. */
export type Waiting = {
  /** Nothing where he does not wait. */
  readonly standing: (callId: CallId) => Promise<WaitingAt | undefined>
  /** He would be called back; or go on by himself. `refused`: that may not be, or not any more. */
  readonly wish: (callId: CallId, wish: 'callback' | 'back') => Promise<'done' | 'refused'>
}
