import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConsoleRoutes, Refusal } from '../../../operators/api/protocol.ts'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import type { ContactCard } from '../../../operators/api/protocol-contact.ts'
import { isRefused } from '../api.ts'
import { useSession } from '../session.tsx'

/** What is done with a contact, and names its version. */
export type Doing = {
  [Route in keyof ConsoleRoutes]: Route extends `POST /contacts/:id/${string}`
    ? ConsoleRoutes[Route]['sent'] extends { readonly version: number }
      ? Route
      : never
    : never
}[keyof ConsoleRoutes]

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
  ) => Promise<ConsoleRoutes[Route]['got'] | Refusal>
  readonly look: () => Promise<void>
}

/** One caller: his card is asked for when it opens, and again whenever the desk says that it is another version. */
export function useCaller(contact: ContactView): Caller {
  const { api } = useSession()
  const { id } = contact
  const [card, setCard] = useState<ContactCard>()
  const [refusal, setRefusal] = useState<Refusal>()
  const version = useRef(contact.version)
  const seen = useRef(contact)
  const before = useRef<Promise<unknown>>(Promise.resolve())
  version.current = Math.max(version.current, contact.version)
  seen.current = latest(contact, card?.contact)

  const look = useCallback(async () => {
    const answer = await api.ask('GET /contacts/:id', { id })
    if (isRefused(answer)) return setRefusal(answer)
    // A later one is on its way.
    if (answer.contact.version < version.current) return
    version.current = answer.contact.version
    setRefusal(undefined)
    setCard(answer)
  }, [api, id])
  useEffect(() => {
    void look()
  }, [look, contact.version])

  const act: Caller['act'] = useCallback(
    (route, sent, isLast = false) => {
      const ask = async (isAgain = false): Promise<ConsoleRoutes[Doing]['got'] | Refusal> => {
        const saw = seen.current
        const of = { id, sent: { version: version.current, ...sent }, isLast }
        const answer = await api.ask(route, of as never)
        const then = isRefused(answer) ? answer.there : contactIn(answer)
        if (then?.id === id) version.current = Math.max(version.current, then.version)
        const isStale = isRefused(answer) && answer.reason === 'stale'
        if (isStale && then !== undefined && !isAgain && isSameWork(saw, then)) return ask(true)
        return answer
      }
      const done = isLast ? ask() : before.current.then(() => ask())
      before.current = done
      return done as never
    },
    [api, id],
  )

  return {
    contact: latest(contact, card?.contact),
    ...(card && { card }),
    ...(refusal && { refusal }),
    act,
    look,
  }
}

function latest(contact: ContactView, other?: ContactView): ContactView {
  return other !== undefined && other.version > contact.version ? other : contact
}

/** Nobody did anything with him: only who is in the call has changed, as the telephone network told it. */
function isSameWork(one: ContactView, other: ContactView): boolean {
  const { version, isHere, companions } = one
  return JSON.stringify(one) === JSON.stringify({ ...other, version, isHere, companions })
}

function contactIn(answer: object): ContactView | undefined {
  return 'contact' in answer ? (answer.contact as ContactView | undefined) : undefined
}
