import { join } from 'node:path'
import type { CallId, Country, Language } from '../../src/base/brand.ts'
import type { ContactReason } from '../../src/base/contact.ts'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import { drawName } from '../../src/operators/accounts/secrets-of-chance.ts'
import type { Contact, ContactId } from '../../src/operators/desk/contact.ts'
import { over } from '../../src/operators/desk/moves.ts'
import { openDeskStore } from '../../src/stores/sqlite/desk-store.ts'
import { aContact } from '../contracts/a-contact.ts'
import { presses } from '../support/ids.ts'

/** The desk of a demo, written to beside its line: callers who wait there and have no telephone. */
export type WaitingRoom = {
  readonly enters: (nth: number, more?: Partial<Contact>) => Promise<Contact>
  readonly leaves: (contact: Pick<Contact, 'id'>) => Promise<void>
  /** He says it in writing. */
  readonly writes: (contact: Pick<Contact, 'id'>, text: string) => Promise<void>
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
  return {
    enters: (nth, more = {}) => {
      const [country = 'NL', language = 'nl'] = places[nth % places.length] ?? []
      const groups = nth % 7
      let drawn = 1_000_000 + nth * 7_919
      return store.enter(
        aContact(String(nth), {
          id: drawName() as ContactId,
          callId: `CA${String(nth).padStart(32, '0')}` as CallId,
          caseNumber: drawCaseNumber(() => (drawn += 1)),
          country: country as Country,
          language: language as Language,
          reason: reasons[nth % reasons.length] ?? 'asked',
          keyed: presses('1191643997501145114226097399474639097396416'.slice(0, groups * 7)),
          since: Date.now() - (nth % 500) * 1_300,
          ...more,
        }),
      )
    },
    leaves: async ({ id }) => {
      for (;;) {
        const contact = await store.find(id)
        if (contact === undefined || contact.phase.kind === 'over') return
        const gone = await store.change(over(contact, 'left', { at: Date.now() }))
        if (gone.kind === 'changed') return
      }
    },
    writes: async ({ id }, text) => {
      await store.say(id, { from: 'caller', text, at: Date.now() })
    },
    close: store.close,
  }
}
