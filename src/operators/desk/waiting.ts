import type { CallId, Language } from '../../base/brand.ts'

/** As `channels/waiting.ts` asks for it. */
export type Waiting = {
  /** Nothing where he does not wait. */
  readonly standing: (callId: CallId) => Promise<
    | {
        readonly place: number
        readonly minutes?: number
        readonly language: Language
        readonly mayBeCalled: boolean
      }
    | undefined
  >
  readonly wish: (callId: CallId, wish: 'callback' | 'back') => Promise<'done' | 'refused'>
}
