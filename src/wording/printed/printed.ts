import type { Language } from '../../base/brand.ts'

/**
 * What is written next, on a text telephone or anywhere else where people read and type. `text` is in upper and
 * lower case and in the language's own letters.
 */
export type Printed =
  | { readonly kind: 'text'; readonly language: Language; readonly text: string }
  | { readonly kind: 'silence'; readonly ms: number }
