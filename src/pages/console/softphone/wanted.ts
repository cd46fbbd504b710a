import type { ContactView } from '../../../operators/api/protocol-board.ts'
import type { Board } from '../desk/board.ts'

/** The contact in whose call this operator is to be. */
export type Wanted = {
  readonly id: string
  readonly language: string
  /** He helps, or he has come into a colleague's call. */
  readonly as: 'operator' | 'companion'
  /** A telephone of the operator's is in the call. */
  readonly isHere: boolean
  /** The caller's is. */
  readonly isCallerHere: boolean
}

/** His own caller first, else the call into which he came. What is written needs no telephone. */
export function wantedOn({ contacts, you }: Pick<Board, 'contacts' | 'you'>): Wanted | undefined {
  const spoken = contacts.filter(({ phase, isText }) => phase === 'with' && !isText)
  const own = spoken.find(({ operator }) => operator?.id === you)
  if (own !== undefined) return wantedAs('operator', own)
  const joined = spoken.find(({ companions }) => companions.some(({ id }) => id === you))
  return joined && wantedAs('companion', joined)
}

function wantedAs(as: Wanted['as'], contact: ContactView): Wanted {
  const { id, language, isHere, isCallerHere } = contact
  return { id, language, as, isHere, isCallerHere }
}
