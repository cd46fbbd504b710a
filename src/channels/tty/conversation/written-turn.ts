import type { Language } from '../../../base/brand.ts'
import type { Expected } from '../../../dialogue/turn.ts'
import type { Printed } from '../../../wording/printed/printed.ts'

/**
 * How a caller has it: he reads and types; he reads and speaks (VCO); he hears and types (HCO). Through an operator
 * of a relay service all of it takes longer.
 */
export type Manner = {
  readonly form: 'text' | 'vco' | 'hco'
  readonly isRelay: boolean
}

/** A language by the names that a caller may type for it, and the key that chooses it. */
export type LanguageNamed = { readonly key: string; readonly names: readonly string[] }

/** What is written in one turn, as a call's record keeps it; the answer to it answers turn `awaited`. */
export type WrittenTurn = {
  readonly awaited: number
  readonly language: Language
  readonly manner: Manner
  /** Written before the line begins to listen: nothing that is typed cuts its silences short. */
  readonly first: readonly Printed[]
  readonly say: readonly Printed[]
} & (
  | {
      readonly kind: 'ask'
      readonly expected: Expected
      /** Where a language is asked for. */
      readonly languages: readonly LanguageNamed[]
    }
  /** He waits for a person, or writes with one. */
  | { readonly kind: 'transfer' }
  | { readonly kind: 'end' }
)
