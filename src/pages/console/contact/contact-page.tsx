import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { ContactCard, ContactView } from '../../../operators/api/protocol.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import type { Board } from '../desk/board.ts'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import { Helping } from './helping.tsx'

/** One caller: his card is asked for when it opens, and again whenever the desk says that it is another version. */
export function ContactPage({
  contact,
  board,
}: {
  readonly contact: ContactView
  readonly board: Board
}): ReactNode {
  const { say } = useTexts()
  const { api } = useSession()
  const tell = useRefusalText()
  const [card, setCard] = useState<ContactCard>()
  const [trouble, setTrouble] = useState<string>()
  const { id, version } = contact
  const load = useCallback(async () => {
    const answer = await api.ask('GET /contacts/:id', { id })
    if (isRefused(answer)) return setTrouble(tell(answer))
    setTrouble(undefined)
    setCard(answer)
    // The words of a refusal are no reason to ask again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [api, id])
  useEffect(() => {
    void load()
  }, [load, version])
  if (card === undefined) {
    return <p className="waiting">{trouble ?? say('page.loading')}</p>
  }
  return <Helping card={card} contact={contact} board={board} onChange={load} />
}
