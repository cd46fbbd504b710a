import type { EventView } from '../../../operators/api/protocol-figures.ts'
import type { Say, TextKey } from '../../shared/texts.ts'

/** An event of the books as a sentence; one of a kind that this page does not know is told by its kind. */
export function eventText(event: EventView, say: Say): string {
  const { kind, by = '', who = '', product = '', serial = '', caseNumber = '', details } = event
  const reason = typeof details['reason'] === 'string' ? details['reason'] : ''
  const why = textOr(say, `console.board.refused.${reason}`, reason)
  const told = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? String(value) : value,
    ]),
  )
  const values = { ...told, reason: why, by, who, product, serial, caseNumber }
  return textOr(say, `console.audit.kind.${sortOf(kind, details)}`, kind, values)
}

/** What has a sentence of its own. */
function sortOf(kind: string, { what, as }: EventView['details']): string {
  if (kind === 'looked-up') return `${kind}-${String(what)}`
  return kind === 'watched' ? `${kind}-${String(as)}` : kind
}

function textOr(
  say: Say,
  name: string,
  other: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text = say(name as TextKey, values)
  return text === name ? other : text
}
