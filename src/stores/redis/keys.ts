import type { CallId, CaseNumber } from '../../base/brand.ts'
import type { CallerHash, PairHash } from '../../calls/call-store.ts'
import type { Book } from '../../calls/limits-policy.ts'

/** All that is true of a call: one hash. Whatever else is kept of it shares what stands in braces, and so its slot. */
export const callKey = (callId: CallId): string => `al:call:{${callId}}`

/** Pointer: the caller's latest calls, by when they came in. May be lost without harm, as may all pointers. */
export const callerKey = (caller: CallerHash): string => `al:caller:${caller}`

/** Pointer: whose case it is, and that the number is taken. */
export const caseKey = (caseNumber: CaseNumber): string => `al:case:${caseNumber}`

/** Pointer: in which call two groups were keyed. */
export const pairKey = (pair: PairHash): string => `al:pair:${pair}`

/** How many tries are counted under a name, in one of the books. */
export const triesKey = (book: Book, name: string): string => `al:tries:${book}:${name}`

/** The desk is changed and told as one, so all of it lies in one slot. */
const ofDesk = (name: string): string => `al:{desk}:${name}`

/**
 * Of contacts by their name: the text, the version, the mark of its last writer, what was said and how far it was sent; of
 * calls their last contact. In order: when a contact last changed, when its call was heard of, and when it was over; the operators, and when they were seen. And
 * two numbers: the last revision, and the highest that was forgotten.
 */
export const deskKeys = {
  revision: ofDesk('revision'),
  forgotten: ofDesk('forgotten'),
  contacts: ofDesk('contacts'),
  versions: ofDesk('versions'),
  marks: ofDesk('marks'),
  messages: ofDesk('messages'),
  calls: ofDesk('calls'),
  changed: ofDesk('changed'),
  heard: ofDesk('heard'),
  over: ofDesk('over'),
  attending: ofDesk('attending'),
  seen: ofDesk('seen'),
} as const

/** Written to see whether that can be done. */
export const readyKey = 'al:ready'
