import type { Entry } from '../../activation/entry.ts'
import type { CaseEvent } from '../api/protocol-contact.ts'

/** As many as are read at a glance. */
const mostEvents = 5

/** What came of a case so far, of its entries in the books, the latest first: what people did there is another thing. */
export function caseHistory(entries: readonly Entry[]): readonly CaseEvent[] {
  return entries.flatMap(eventOf).slice(0, mostEvents)
}

function eventOf(entry: Entry): readonly CaseEvent[] {
  const { kind, at } = entry
  if (kind === 'refused') return [{ kind, at, serial: entry.serial, reason: entry.reason }]
  if (kind === 'reactivated' || kind === 'released') return [{ kind, at, serial: entry.serial }]
  const isConfirmed = kind === 'activated' || kind === 'confirmed-in-sunset'
  return isConfirmed ? [{ kind: 'activated', at, serial: entry.serial }] : []
}
