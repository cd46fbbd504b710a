import type { Language } from '../base/brand.ts'
import type { PromptKey } from './prompt-keys.ts'

/** How fast a block is read back. */
export type Pace = 'slow' | 'normal' | 'fast'

/**
 * One thing to be said. It names words by key; `wording` knows the words. `group` and `block` numbers in
 * values are said as the language says them; a `caseNumber` is said digit by digit, 4 + 4; of a time in ms
 * since 1970, `since` is said as its month and `until` as its day, by the clocks of the country.
 */
export type Prompt =
  | {
      readonly kind: 'words'
      readonly key: PromptKey
      readonly values?: Readonly<Record<string, string | number>>
      /** In another language than the call's, in that language's own voice. */
      readonly language?: Language
    }
  | {
      readonly kind: 'block'
      readonly letter: string
      readonly digits: string
      readonly pace: Pace
    }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'silence'; readonly ms: number }
