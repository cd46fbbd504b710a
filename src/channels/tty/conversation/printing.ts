import type { Language } from '../../../base/brand.ts'

/** What is written: a sentence, or a while of nothing. */
export type Printed =
  | { readonly kind: 'text'; readonly language: Language; readonly text: string }
  | { readonly kind: 'silence'; readonly ms: number }

/** What a typed word may mean. */
export type Meaning =
  | 'yes'
  | 'no'
  | 'next'
  | 'back'
  | 'first'
  | 'again'
  | 'hold'
  | 'person'
  | 'end'
  | 'relay'
  | 'vco'
  | 'hco'
  | 'courtesy'

/** The words of a language for each meaning, in capitals. */
export type Words = Readonly<Record<Meaning, readonly string[]>>
