import { createContext, useContext } from 'react'
import type { Api, Me } from './api.ts'

/** Who is signed in, and how the page asks for him. */
export type Session = {
  readonly me: Me
  readonly api: Api
  readonly signOut: () => void
  /** Said once to screen readers. */
  readonly announce: (text: string) => void
}

export const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('nobody is signed in here')
  return session
}
