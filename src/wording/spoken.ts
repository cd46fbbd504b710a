import type { Language } from '../base/brand.ts'
import type { Pace } from '../dialogue/prompt.ts'

/**
 * What a voice says next. `words` holds no control character and no markup. `digits` are words too, one
 * a digit, in the parts between which the voice stops: 3 + 4, a case number 4 + 4.
 */
export type Spoken =
  | { readonly kind: 'words'; readonly language: Language; readonly text: string }
  | {
      readonly kind: 'digits'
      readonly language: Language
      readonly words: readonly (readonly string[])[]
      readonly pace: Pace
    }
  | { readonly kind: 'silence'; readonly ms: number }

/** How long a digit takes, its own short rest included, and the stop between two parts. */
export const paces: Readonly<
  Record<Pace, { readonly digitInMs: number; readonly betweenInMs: number }>
> = {
  slow: { digitInMs: 850, betweenInMs: 1100 },
  normal: { digitInMs: 575, betweenInMs: 700 },
  fast: { digitInMs: 450, betweenInMs: 500 },
}
