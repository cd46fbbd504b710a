import type { Document } from './twiml/verbs.ts'

/** A document to be asked for. */
export type Ask = {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly own: Readonly<Record<string, string>>
}

/** A document that is there already; its relative addresses are of this one. */
export type Ready = { readonly document: Document; readonly url: string }
