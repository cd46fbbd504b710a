import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConsoleRoutes, Refusal } from '../../../operators/api/protocol.ts'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import type { ContactCard } from '../../../operators/api/protocol-contact.ts'
import { isRefused } from '../api.ts'
import { isAsHeSaw } from './is-as-he-saw.ts'
import { useSession } from '../session.tsx'

/** What is done with a contact, and names its version. */
export type Doing = {
  [Route in keyof ConsoleRoutes]: Route extends `POST /contacts/:id/${string}`
    ? ConsoleRoutes[Route]['sent'] extends { readonly version: number }
      ? Route
      : never
    : never
}[keyof ConsoleRoutes]

type Answer<Route extends Doing> = ConsoleRoutes[Route]['got'] | Refusal

export type Caller = {
  readonly contact: ContactView
  readonly card?: ContactCard
  /** Why there is no card. */
  readonly refusal?: Refusal
  /** One after the other, each with the version that the one before has made. */
  readonly act: <Route extends Doing>(
    route: Route,
    sent: Omit<ConsoleRoutes[Route]['sent'], 'version'>,
    isLast?: boolean,
  ) => Promise<Answer<Route>>
  readonly look: () => Promise<void>
}

/** One caller: his card is asked for when it opens, and again whenever the desk says that it is another version. */
export function useCaller(contact: ContactView): Caller {
  const { api } = useSession()
  const { id } = contact
  const [card, setCard] = useState<ContactCard>()
  const [refusal, setRefusal] = useState<Refusal>()
  const version = useRef(contact.version)
  /** The card before him. */
  const seen = useRef<ContactCard>(undefined)
  const before = useRef<Promise<unknown>>(Promise.resolve())
  version.current = Math.max(version.current, contact.version)

  const look = useCallback(async () => {
    const answer = await api.ask('GET /contacts/:id', { id })
    if (isRefused(answer)) return setRefusal(answer)
    // A later one is on its way.
    if (answer.contact.version < version.current) return
    version.current = answer.contact.version
    setRefusal(undefined)
    seen.current = answer
    setCard(answer)
  }, [api, id])
  useEffect(() => {
    void look()
  }, [look, contact.version])

  const act: Caller['act'] = useCallback(
    (route, sent, isLast = false) => {
      const ask = async (mayAskAgain: boolean): Promise<Answer<typeof route>> => {
        const of = { id, sent: { version: version.current, ...sent }, isLast }
        const answer = await api.ask(route, of as never)
        const then = isRefused(answer) ? answer.there : contactIn(answer)
        if (then?.id === id) version.current = Math.max(version.current, then.version)
        if (!isRefused(answer) && seen.current !== undefined)
          seen.current = withOwn(seen.current, { ...sent, ...answer })
        const isStale = isRefused(answer) && answer.reason === 'stale' && !isLast
        if (!isStale || !mayAskAgain) return answer
        const { current: before } = seen
        const after = await api.ask('GET /contacts/:id', { id })
        if (isRefused(after) || before === undefined || !isAsHeSaw(before, after)) return answer
        version.current = Math.max(version.current, after.contact.version)
        return ask(false)
      }
      const done = isLast ? ask(false) : before.current.then(() => ask(true))
      before.current = done
      return done
    },
    [api, id],
  )

  return {
    contact: card !== undefined && card.contact.version > contact.version ? card.contact : contact,
    ...(card && { card }),
    ...(refusal && { refusal }),
    act,
    look,
  }
}

/** What he did himself is what he saw. */
function withOwn(card: ContactCard, own: object): ContactCard {
  const { contact, reading, note }: Partial<ContactCard> = own
  return {
    ...card,
    ...(contact && { contact }),
    ...(reading && { reading }),
    ...(note !== undefined && { note }),
  }
}

function contactIn(answer: object): ContactView | undefined {
  return 'contact' in answer ? (answer.contact as ContactView | undefined) : undefined
}
