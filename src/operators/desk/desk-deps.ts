import type { WatchEntry } from '../../activation/entry.ts'
import type { Country, E164 } from '../../base/brand.ts'
import type { Channel } from '../../base/contact.ts'
import type { Outreach } from '../../calls/outreach.ts'
import type { Callers, Counted } from '../figures/figures.ts'
import type { Telephony } from '../telephony/telephony.ts'
import type { Contact, ContactId } from './contact.ts'
import type { DeskStore } from './desk-store.ts'

export type DeskDeps = {
  readonly store: DeskStore
  readonly telephony: Telephony
  readonly outreach: Outreach
  /** The countries whose telephones a script may reach, its own first. */
  readonly reaches: (country: Country) => readonly [Country, ...Country[]]
  /** Nobody pays for a call to this telephone: it is the demo's. */
  readonly isFree: (number: E164) => boolean
  /** Those on which a person can come in. */
  readonly channels: readonly Channel[]
  /** Somebody may help who speaks this language, for this country, though he is not there now. */
  readonly isStaffed: (contact: Pick<Contact, 'language' | 'country'>) => Promise<boolean>
  /** Writes what was counted of somebody's waiting, or of a person's work with him. */
  readonly counts: (of: Callers, counts: readonly Pick<Counted, 'figure' | 'value'>[]) => void
  /** Writes into the audit. */
  readonly note: (entry: WatchEntry) => Promise<void>
  /** In ms since 1970. */
  readonly now: () => number
  readonly drawId: () => ContactId
  readonly report: (error: unknown, fields: object) => void
}
