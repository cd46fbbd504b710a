import type { CallId, Country, Language } from '../../base/brand.ts'
import type { OperatorId, Role } from '../../base/operator.ts'
import type { Progress } from '../../calls/correspondence.ts'
import type { Contact, ContactId } from './contact.ts'

/** An operator who is there. */
export type Attendance = {
  readonly operator: OperatorId
  readonly name: string
  readonly state: 'available' | 'busy' | 'after-call' | 'away'
  /** Since when he is in this state. */
  readonly since: number
  readonly seenAt: number
  /** Empty: all. */
  readonly languages: readonly Language[]
  /** Empty: all. */
  readonly countries: readonly Country[]
  readonly roles: readonly Role[]
}

/** What is written in a contact in which people write. Private. */
export type Message = {
  readonly from: 'caller' | 'operator' | 'line'
  readonly text: string
  readonly at: number
  readonly by?: OperatorId
}

export type Changed =
  | { readonly kind: 'changed'; readonly contact: Contact }
  /** It is another by now, or none. */
  | { readonly kind: 'stale'; readonly contact?: Contact }

export type Changes = {
  readonly revision: number
  readonly contacts: readonly Contact[]
  /** These are all that are not over; whatever else was known is gone. */
  readonly isWhole: boolean
}

/** Whoever was not seen for so long is not there. */
export const presenceForMs = 20_000

/** Where the desk is kept, for all processes of a line; each method is one round trip. Times are ms since 1970. */
export type DeskStore = {
  /** Unless its call has a contact that is not over: then that one. */
  readonly enter: (contact: Contact) => Promise<Contact>
  readonly find: (id: ContactId) => Promise<Contact | undefined>
  /** The last one of this call. */
  readonly ofCall: (callId: CallId) => Promise<Contact | undefined>
  /** Where the stored version is the given one: stored, as the version after it. Otherwise nothing changes. */
  readonly change: (contact: Contact) => Promise<Changed>
  /**
   * What changed after a revision, a message or how far it was sent included; contacts that are over among it, until they are forgotten. Without a revision, or
   * with one after which too much was forgotten: all that are not over.
   */
  readonly changes: (after?: number) => Promise<Changes>
  /** The call of a caller who waits has just asked for something; told to nobody. */
  readonly hear: (id: ContactId, at: number) => Promise<void>
  /** Of whom, not over, nothing was heard after that; whoever was never heard of is not among them. */
  readonly unheard: (at: number) => Promise<readonly ContactId[]>
  /** Contacts are forgotten an hour after they were over, with their messages; operators a day after they were seen. */
  readonly forget: (at: number) => Promise<void>
  /** Says that an operator is there, and in which state. */
  readonly attend: (attendance: Attendance) => Promise<void>
  /** He is still there, in the state that he is in; false: that is not known. */
  readonly seen: (operator: OperatorId, at: number) => Promise<boolean>
  /** Whoever was seen within the last twenty seconds. */
  readonly attending: (at: number) => Promise<readonly Attendance[]>
  /**
   * Answers its number, from 1 on, or 0 where there is no such contact. What the caller said last, said again of the same
   * time, is the same.
   */
  readonly say: (id: ContactId, message: Message) => Promise<number>
  readonly said: (
    id: ContactId,
    after: number,
  ) => Promise<readonly (Message & { readonly number: number })[]>
  /** How far a contact in which people write has come; told as a change, of no version. */
  readonly note: (id: ContactId, progress: Progress) => Promise<void>
  readonly noted: (id: ContactId) => Promise<Progress | undefined>
  readonly close: () => Promise<void>
}
