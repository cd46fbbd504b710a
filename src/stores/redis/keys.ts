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

/** Written to see whether that can be done. */
export const readyKey = 'al:ready'
