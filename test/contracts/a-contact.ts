import type { CallId, CaseNumber, Country, E164, Language } from '../../src/base/brand.ts'
import type { Contact, ContactId } from '../../src/operators/desk/contact.ts'

const at = Date.UTC(2027, 0, 1)

/** Somebody who waits since the beginning of the year. */
export const aContact = (name: string, rest: Partial<Contact> = {}): Contact => ({
  id: `contact-${name}` as ContactId,
  version: 1,
  callId: `CA${name}` as CallId,
  channel: 'voice',
  turn: 3,
  caseNumber: '12345678' as CaseNumber,
  called: '+31800000000' as E164,
  country: 'NL' as Country,
  language: 'nl' as Language,
  licences: [],
  reason: 'asked',
  keyed: [{ kind: 'press', key: '4', doubt: 0.5 }],
  number: '+31612345678' as E164,
  since: at,
  isFirst: false,
  phase: { kind: 'waiting' },
  note: '',
  taken: 0,
  ...rest,
})
