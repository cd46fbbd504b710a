import type {
  AttendingView,
  ContactView,
  DeskEvents,
} from '../../../operators/api/protocol-board.ts'

/** The desk as this page knows it. */
export type Board = {
  readonly contacts: readonly ContactView[]
  readonly attending: readonly AttendingView[]
  readonly you: string
  /** How far the line's clock is ahead of the browser's. */
  readonly aheadInMs: number
}

export function boardOf(event: DeskEvents['board'], now: number): Board {
  const { contacts, attending, you } = event
  return { contacts, attending, you, aheadInMs: event.now - now }
}

/** An older version never takes the place of a newer one. */
export function changed(board: Board, { contacts, gone }: DeskEvents['change']): Board {
  const found = new Map(board.contacts.map((one) => [one.id, one]))
  for (const one of contacts) {
    if ((found.get(one.id)?.version ?? 0) <= one.version) found.set(one.id, one)
  }
  for (const id of gone) found.delete(id)
  return { ...board, contacts: [...found.values()] }
}

/** Who waits, in the order in which they are helped: whose operator was lost, who is offered to you, then the longest. */
export function waitingIn({ contacts }: Pick<Board, 'contacts'>): readonly ContactView[] {
  const rank = ({ isFirst, offeredToYou }: ContactView): number =>
    isFirst ? 0 : offeredToYou ? 1 : 2
  return contacts
    .filter(({ phase }) => phase !== 'with')
    .toSorted((one, other) => rank(one) - rank(other) || one.since - other.since)
}

export function yoursIn({ contacts, you }: Board): readonly ContactView[] {
  return contacts.filter(({ phase, operator }) => phase === 'with' && operator?.id === you)
}

/** Minutes and seconds, as on a clock. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
