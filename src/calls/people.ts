import type { KeyClass, Refusal, Refused } from '../base/activation.ts'
import type { CallId, CaseNumber, Country, E164, InstallationId, Language } from '../base/brand.ts'
import type { Channel, ContactReason } from '../base/contact.ts'
import type { Keyed } from '../base/keyed.ts'
import type { Came, Found } from '../dialogue/input.ts'
import type { CallerHash } from './call-store.ts'

/** A caller who is to speak with a person, and all that the person has to know. */
export type Seeking = {
  readonly callId: CallId
  readonly channel: Channel
  /** The turn that is awaited after it; 0 in a call that the line made, until the automatic line speaks in it. */
  readonly turn: number
  readonly caseNumber: CaseNumber
  readonly called: E164
  readonly country: Country
  readonly language: Language
  /** What the called number serves; empty: all. */
  readonly licences: readonly KeyClass[]
  readonly reason: ContactReason
  /** Private. */
  readonly keyed: Keyed
  readonly refused?: Refused
  /** The ID whose answer the caller has heard, or was about to hear. */
  readonly confirmed?: InstallationId
  readonly caller?: CallerHash
  /** Private; forgotten when the contact is over. Absent where it is withheld. */
  readonly number?: E164
}

export type CalledBack = Pick<Seeking, 'caseNumber' | 'language'>

/** `isActivated`: with the answer that the person had for him. */
export type LeftPerson = { readonly isActivated: boolean }

/** The people behind the line, as a call sees them. May throw where they cannot be asked. */
export type People = {
  /** Lets the caller wait for a person. Asked again for the same call: what he keyed since is noted, his place stays. */
  readonly seek: (seeking: Seeking) => Promise<Found>
  /**
   * Lets him be called back on this number, his own or one that he keyed; asked again, on that one instead. `no-number`: it is
   * none that may be called; `refused`: no call may be made, or none to another number than his own.
   */
  readonly callBack: (seeking: Seeking, to: E164) => Promise<'noted' | 'no-number' | 'refused'>
  /** How it went with a call that comes back; `back` where nothing was decided. */
  readonly came: (callId: CallId) => Promise<Came>
  /** Whom the line has called back: on which case, and in which language. Nothing for a call that came in. */
  readonly calledBack: (callId: CallId) => Promise<CalledBack | undefined>
  /** The caller is gone. Says so where a person was speaking with him. */
  readonly left: (callId: CallId, at: number) => Promise<LeftPerson | undefined>
}

/** The core has read what he keyed and found its proof: he has a computer that is to be activated. */
export function isProven({ confirmed, refused }: Pick<Seeking, 'confirmed' | 'refused'>): boolean {
  return confirmed !== undefined || (refused !== undefined && !withoutProof.has(refused.reason))
}

const withoutProof: ReadonlySet<Refusal['reason']> = new Set<Refusal['reason']>([
  'unreadable',
  'check-digit',
  'out-of-range',
  'unknown-version',
  'forged',
  'unknown-product',
  'limited',
])

/** Behind a line without a desk. */
export const nobodyThere: People = {
  seek: async () => 'nobody',
  callBack: async () => 'refused',
  came: async () => ({ kind: 'nobody' }),
  calledBack: async () => undefined,
  left: async () => undefined,
}
