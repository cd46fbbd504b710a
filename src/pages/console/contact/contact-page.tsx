import type { ReactNode } from 'react'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import type { Board } from '../desk/board.ts'
import { useRefusalText } from '../parts/refusal.tsx'
import { Helping } from './helping.tsx'
import { useCaller } from './use-caller.ts'

/** One caller, once his card is there. */
export function ContactPage({
  contact,
  board,
}: {
  readonly contact: ContactView
  readonly board: Board
}): ReactNode {
  const { say } = useTexts()
  const tell = useRefusalText()
  const caller = useCaller(contact)
  if (caller.card === undefined) {
    return (
      <p className="waiting" role="status">
        {caller.refusal === undefined ? say('page.loading') : tell(caller.refusal)}
      </p>
    )
  }
  return <Helping caller={caller} card={caller.card} board={board} />
}
