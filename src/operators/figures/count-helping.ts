import type { Contact } from '../desk/contact.ts'
import type { Counted } from './figures.ts'
import { within } from './within.ts'

type Count = Pick<Counted, 'figure' | 'value'>

/** What a change of a contact adds to the figures; told once, by the process that made it. */
export function countHelping(before: Contact, after: Contact, at: number): readonly Count[] {
  const [was, is] = [before.phase, after.phase]
  const isWithAnother = was.kind === 'with' && is.kind === 'with' && was.operator !== is.operator
  if (was.kind === 'over' || (was.kind === is.kind && !isWithAnother)) return []
  return [...countWaiting(before, at), ...countHandling(before, at), ...countHow(before, after)]
}

/** On the line, for the first who helps: who is called back, or had lost somebody, waited in another way. */
function countWaiting({ phase, since, taken, turn }: Contact, at: number): readonly Count[] {
  const isFirst = phase.kind === 'waiting' ? taken === 0 : taken === 1
  if (phase.kind === 'callback' || turn === 0 || !isFirst) return []
  const until = phase.kind === 'with' ? phase.since : at
  return [{ figure: 'waited', value: within('waited', until - since) }]
}

function countHandling({ phase }: Contact, at: number): readonly Count[] {
  if (phase.kind !== 'with') return []
  return [{ figure: 'handled', value: within('handled', at - phase.since) }]
}

/** `back`: he went on by himself; `nobody`: no person came. */
function countHow(before: Contact, { phase, came }: Contact): readonly Count[] {
  if (phase.kind === 'callback')
    return before.attempts === undefined ? [{ figure: 'helped', value: 'callback' }] : []
  if (phase.kind !== 'over') return []
  const isOwn = phase.how === 'returned' && phase.by === undefined
  return [{ figure: 'helped', value: isOwn ? (came?.kind ?? 'back') : phase.how }]
}
