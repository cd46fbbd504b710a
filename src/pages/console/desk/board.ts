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

type Seen = Pick<Board, 'contacts' | 'you'>

/** Who waits, in the order in which they are helped: whose operator was lost, who is offered to you, then the longest. */
export function waitingIn({ contacts, you }: Seen): readonly ContactView[] {
  const rank = ({ isFirst, offeredToYou }: ContactView): number =>
    isFirst ? 0 : offeredToYou ? 1 : 2
  return contacts
    .filter((one) => one.phase !== 'with' || isOffered(one, you))
    .toSorted((one, other) => rank(one) - rank(other) || one.since - other.since)
}

/** In a colleague's call, who offers him to you. */
export function isOffered({ phase, operator, offeredToYou }: ContactView, you: string): boolean {
  return phase === 'with' && offeredToYou && operator?.id !== you
}

/** Whom you help, and into whose call you came. */
export function yoursIn({ contacts, you }: Seen): readonly ContactView[] {
  return contacts.filter(
    ({ phase, operator, companions }) =>
      phase === 'with' && (operator?.id === you || companions.some(({ id }) => id === you)),
  )
}

export function withColleaguesIn(board: Seen): readonly ContactView[] {
  const yours = yoursIn(board)
  return board.contacts.filter((one) => one.phase === 'with' && !yours.includes(one))
}

/** Minutes and seconds, as on a clock. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
