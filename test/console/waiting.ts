import { join } from 'node:path'
import type { CallId, CaseNumber, Country, Language } from '../../src/base/brand.ts'
import type { ContactReason } from '../../src/base/contact.ts'
import { drawName } from '../../src/operators/accounts/secrets-of-chance.ts'
import type { Contact, ContactId } from '../../src/operators/desk/contact.ts'
import { over } from '../../src/operators/desk/moves.ts'
import { openDeskStore } from '../../src/stores/sqlite/desk-store.ts'
import { aContact } from '../contracts/a-contact.ts'
import { presses } from '../support/ids.ts'

/** The desk of a demo, written to beside its line: callers who wait there and have no telephone. */
export type WaitingRoom = {
  readonly enters: (nth: number, more?: Partial<Contact>) => Promise<Contact>
  /** He is otherwise than before. */
  readonly changes: (contact: Contact) => Promise<Contact>
  readonly leaves: (contact: Contact) => Promise<void>
  readonly close: () => Promise<void>
}

const reasons: readonly ContactReason[] = [
  'entry',
  'asked',
  'exhausted',
  'silence',
  'blocked',
  'forged',
]
const places: readonly (readonly [string, string])[] = [
  ['NL', 'nl'],
  ['GB', 'en'],
  ['DE', 'de'],
  ['FR', 'fr'],
  ['BE', 'nl'],
  ['SE', 'sv'],
]

export async function openWaitingRoom(folder: string): Promise<WaitingRoom> {
  const store = await openDeskStore(join(folder, 'data', 'activation-line-calls.db'))
  const changes = async (contact: Contact): Promise<Contact> => {
    const changed = await store.change(contact)
    if (changed.kind === 'stale') throw new Error('somebody else changed it')
    return changed.contact
  }
  return {
    changes,
    enters: (nth, more = {}) => {
      const [country = 'NL', language = 'nl'] = places[nth % places.length] ?? []
      const groups = nth % 7
      return store.enter(
        aContact(String(nth), {
          id: drawName() as ContactId,
          callId: `CA${String(nth).padStart(32, '0')}` as CallId,
          caseNumber: String(10_000_000 + nth * 7_919) as CaseNumber,
          country: country as Country,
          language: language as Language,
          reason: reasons[nth % reasons.length] ?? 'asked',
          keyed: presses('1191643997501145114226097399474639097396416'.slice(0, groups * 7)),
          since: Date.now() - (nth % 500) * 1_300,
          ...more,
        }),
      )
    },
    leaves: async (contact) => {
      await changes(over(contact, 'left', { at: Date.now() }))
    },
    close: store.close,
  }
}
