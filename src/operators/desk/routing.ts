/** Who helps whom, and how long that may take: pure, from what lies on the desk. */
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
    .filter((contact) => isDue(contact, now) && canHelp(attendance, contact))
    .filter(({ offeredTo = operator }) => offeredTo === operator)
    .toSorted(
      (one, other) =>
        Number(other.offeredTo === operator) - Number(one.offeredTo === operator) ||
        inOrder(one, other),
    )
}

/** His place among those who wait for the same people: 1 is next. */
export function placeOf(
  contact: Contact,
  contacts: readonly Contact[],
  attending: readonly Attendance[],
): number {
  const helpers = helpersOf(contact, attending)
  const isAhead = (other: Contact): boolean =>
    other.id !== contact.id &&
    isWaiting(other) &&
    inOrder(other, contact) < 0 &&
    helpers.some((helper) => canHelp(helper, other))
  return 1 + contacts.filter(isAhead).length
}

export type Standing = {
  readonly contacts: readonly Contact[]
  readonly attending: readonly Attendance[]
  /** How long the last ones who were helped took. */
  readonly handled: readonly number[]
}

/** Nothing where nobody can tell: then nothing is promised. */
export function estimateInMs(
  contact: Contact,
  { contacts, attending, handled }: Standing,
): number | undefined {
  const helpers = helpersOf(contact, attending).length
  const usual = medianOf(handled)
  if (helpers === 0 || usual === undefined || handled.length < leastHandled) return undefined
  return (usual * placeOf(contact, contacts, attending)) / helpers
}

function helpersOf(
  contact: Pick<Contact, 'language' | 'country'>,
  attending: readonly Attendance[],
): readonly Attendance[] {
  return attending.filter((one) => one.state !== 'away' && canHelp(one, contact))
}

function isWaiting({ phase }: Contact): boolean {
  return phase.kind === 'waiting' || phase.kind === 'callback'
}

function isDue(contact: Contact, now: number): boolean {
  const { phase } = contact
  return isWaiting(contact) && (phase.kind !== 'callback' || phase.notBefore <= now)
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
