import type { ContactCard } from '../../../operators/api/protocol-contact.ts'

/**
 * Whether a card that is another version is as an operator saw it: telephones come and go, which is no reason to ask him for
 * the same once more. What somebody typed, noted, confirmed or moved is one.
 */
export function isAsHeSaw(before: ContactCard, after: ContactCard): boolean {
  return JSON.stringify(seenIn(before)) === JSON.stringify(seenIn(after))
}

function seenIn({ contact, reading, note, confirmed, refused }: ContactCard): unknown {
  const { version: _, isHere: __, isCallerHere: ___, companions: ____, ...rest } = contact
  const digits = reading.groups.map((group) => group.digits)
  const seen = Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return [seen, digits, note, confirmed?.blocks ?? [], refused?.reason ?? '']
}
