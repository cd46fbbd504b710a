/** What is counted, and how much of it is met with what. No try is ever counted of a genuine ID. */
import { rememberedForMs } from './call-store.ts'

/** What is counted, by the name of each: for how long from its first try on. */
export const books = {
  /** As long as anything else of a caller is remembered. */
  callers: { forMs: rememberedForMs },
  keys: { forMs: rememberedForMs },
  /** Many people share an address: the next hour is another one. */
  addresses: { forMs: 60 * 60 * 1000 },
  /** Calls and texts in the publisher's name; a case that waits does so for a day. */
  'outreach-of-case': { forMs: rememberedForMs },
  'outreach-to-number': { forMs: rememberedForMs },
  'outreach-of-country': { forMs: rememberedForMs },
  /** Of an operator, from a device he has signed in on; from an address; all from an address. */
  'sign-ins-on-device': { forMs: 15 * 60 * 1000 },
  'sign-ins-from-address': { forMs: 15 * 60 * 1000 },
  'sign-ins-of-address': { forMs: 60 * 60 * 1000 },
  /** Of an operator, by whoever knows his password and is on a device that is not known. */
  'codes-of-operator': { forMs: rememberedForMs },
  /** Of media streams: as long as one is good, which is the longest that can be said in a document before its stream. */
  tickets: { forMs: 10 * 60 * 1000 },
} as const

export type Book = keyof typeof books

export type OutreachBook = Extract<Book, `outreach-${string}`>

/** A callback that was missed is tried once more; and a number belongs to one person, who has one case a day, or two. */
export const mostOfACase = 2
export const mostOfANumber = 3

/**
 * Who slips badly keys two entries in a call, and calls twice; one more is a colleague at the same number. Of a
 * number that may be anybody's, and of a withheld one, less is put up with.
 */
const freeEntries = { known: 5, doubtful: 1 }

/** The first wait is hardly noticed, and three slips more bring the longest: nobody takes it for a line gone dead. */
const firstWaitInMs = 2_000
const longestWaitInMs = 20_000

/** A site that installs from one image with a mistyped key asks for each machine; more than that is no mistake. */
export const forgedOfKey = 100

/** An office behind one address, with a mistyped key on its machines. */
export const forgedOfAddress = 20

/** How long the line waits before it asks again, after so many entries without a proof. */
export function slowness(entries: number, { isWithheld, attested }: Caution): number {
  const isDoubtful = isWithheld || attested === 'failed'
  const beyond = entries - freeEntries[isDoubtful ? 'doubtful' : 'known']
  return beyond <= 0 ? 0 : Math.min(longestWaitInMs, firstWaitInMs * 2 ** (beyond - 1))
}

/** How far the carriers vouch that the caller's number is his own; `none`: nobody says anything. */
export type Attested = 'full' | 'partial' | 'gateway' | 'failed' | 'none'

export type Caution = { readonly isWithheld: boolean; readonly attested: Attested }
