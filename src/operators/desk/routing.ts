/** Who helps whom, and how long that may take: pure, from what lies on the desk. */
import { mayRing } from './call-backs.ts'
import type { Contact } from './contact.ts'
import type { Attendance } from './desk-store.ts'

/** Whoever only has a question lets whoever can't go on by himself go first, if that one came within a minute. */
const aheadInMs = 60_000

/** Of fewer that were helped nobody can tell how long the next one takes. */
const leastHandled = 3

/** Who speaks the caller's language, and is there for his country. */
export function canHelp(
  { languages, countries, roles }: Pick<Attendance, 'languages' | 'countries' | 'roles'>,
  { language, country }: Pick<Contact, 'language' | 'country'>,
): boolean {
  const covers = <T>(skills: readonly T[], wanted: T): boolean =>
    skills.length === 0 || skills.includes(wanted)
  return roles.includes('operator') && covers(languages, language) && covers(countries, country)
}

/** Somebody who can help attends, or is only busy for now. */
export function isOpen(
  attending: readonly Attendance[],
  contact: Pick<Contact, 'language' | 'country'>,
): boolean {
  return helpersOf(contact, attending).length > 0
}

/** Whom this operator helps next, and then: whoever is handed over to him, whoever has lost somebody, and who waits longest. */
export function orderFor(
  attendance: Attendance,
  contacts: readonly Contact[],
  now: number,
): readonly Contact[] {
  const { operator } = attendance
  return contacts
    .filter((contact) => isDue(contact, now) && waitsFor(contact, attendance))
    .toSorted(
      (one, other) =>
        Number(other.offeredTo === operator) - Number(one.offeredTo === operator) ||
        inOrder(one, other),
    )
}

export type Standing = {
  readonly contacts: readonly Contact[]
  readonly attending: readonly Attendance[]
  readonly now: number
}

/** His place among those who wait for the same people now: 1 is next. Who is to be called back later is before nobody yet. */
export function placeOf(contact: Contact, { contacts, attending, now }: Standing): number {
  const helpers = helpersOf(contact, attending)
  const isAhead = (other: Contact): boolean =>
    other.id !== contact.id &&
    isDue(other, now) &&
    inOrder(other, contact) < 0 &&
    helpers.some((helper) => waitsFor(other, helper))
  return 1 + contacts.filter(isAhead).length
}

/**
 * From how long the last ones took who were helped. Whoever is free takes one at once; the others come free one after another.
 * Nothing where nobody can tell: then nothing is promised.
 */
export function estimateInMs(
  contact: Contact,
  { handled, ...standing }: Standing & { readonly handled: readonly number[] },
): number | undefined {
  const helpers = helpersOf(contact, standing.attending)
  const usual = medianOf(handled)
  if (helpers.length === 0 || usual === undefined || handled.length < leastHandled) return undefined
  const free = helpers.filter(({ state }) => state === 'available').length
  return (usual * Math.max(0, placeOf(contact, standing) - free)) / helpers.length
}

function helpersOf(
  contact: Pick<Contact, 'language' | 'country'>,
  attending: readonly Attendance[],
): readonly Attendance[] {
  return attending.filter((one) => one.state !== 'away' && canHelp(one, contact))
}

/** Handed over to somebody, he waits for that one alone. */
function waitsFor(contact: Contact, helper: Attendance): boolean {
  const { offeredTo = helper.operator } = contact
  return offeredTo === helper.operator && canHelp(helper, contact)
}

function isDue(contact: Contact, now: number): boolean {
  const { phase } = contact
  if (phase.kind === 'callback') return phase.notBefore <= now && mayRing(contact, now)
  return phase.kind === 'waiting'
}

/** A whole order: of two who came at once the names decide, the same on every replica. */
function inOrder(one: Contact, other: Contact): number {
  return (
    Number(other.isFirst) - Number(one.isFirst) ||
    countedFrom(one) - countedFrom(other) ||
    (one.id < other.id ? -1 : 1)
  )
}

function countedFrom({ since, reason }: Contact): number {
  return reason === 'asked' ? since + aheadInMs : since
}

function medianOf(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}
