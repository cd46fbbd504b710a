import type { CaseNumber, Country, E164, Language } from '../base/brand.ts'

/** Whom a call would send a text message, by the number that he called. `to` is his own: private. */
export type CaseText = {
  readonly called: E164
  readonly country: Country
  readonly to: E164
}

/** Text messages with the case number of a call. */
export type CaseTexts = {
  /** The called number sends some, and his own telephone takes them, at a price that is known. Counts nothing. */
  readonly mayBeSent: (to: CaseText) => boolean
  /** False: the money rules. Throws where it cannot be sent. */
  readonly send: (
    text: CaseText & { readonly caseNumber: CaseNumber; readonly language: Language },
  ) => Promise<boolean>
}

/** Of a line that sends none. */
export const noTexts: CaseTexts = { mayBeSent: () => false, send: async () => false }
