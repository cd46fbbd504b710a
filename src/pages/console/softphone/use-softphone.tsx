import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import type { Board } from '../desk/board.ts'
import { useSession } from '../session.tsx'
import type { EndedBecause } from './carrier.ts'
import { createSoftphone, type Softphone } from './create-softphone.ts'
import { openCarrier } from './open-carrier.ts'
import { rememberedMutes } from './remembered-mutes.ts'
import { stateOf, troubleOf, type Standing, type SoftphoneState } from './standing.ts'
import { wantedOn } from './wanted.ts'

export type SoftphoneInUse = Pick<Softphone, 'join' | 'leave' | 'mute' | 'say'> & {
  readonly state: SoftphoneState
  /** Why no call is made any more until the operator asks for it. */
  readonly trouble?: EndedBecause
} & Pick<Standing, 'access' | 'wanted' | 'isMuted' | 'sentences'>

const SoftphoneContext = createContext<Softphone | undefined>(undefined)

/** The one telephone of the page, for whoever may help. It goes where the board says that its operator is. */
export function WithSoftphone(props: {
  readonly isWanted: boolean
  readonly board: Board | undefined
  /** The line can be reached. */
  readonly isLive: boolean
  readonly children: ReactNode
}): ReactNode {
  const { isWanted, board, isLive, children } = props
  const { api } = useSession()
  const [softphone] = useState(() =>
    createSoftphone({
      askForAccess: () => api.ask('GET /softphone', {}),
      openCarrier: (access) => openCarrier(access, api),
      after,
      mutes: rememberedMutes(sessionStorage),
    }),
  )
  useEffect(() => {
    if (!isWanted) return undefined
    softphone.open()
    return () => softphone.close()
  }, [softphone, isWanted])
  useEffect(() => {
    if (isLive && softphone.standing().call === 'lost') softphone.join()
  }, [softphone, isLive])
  useEffect(() => {
    if (board !== undefined) softphone.want(wantedOn(board))
  }, [softphone, board])
  return <SoftphoneContext value={softphone}>{children}</SoftphoneContext>
}

export function useSoftphone(): SoftphoneInUse {
  const softphone = useContext(SoftphoneContext)
  if (softphone === undefined) throw new Error('there is no telephone here')
  const standing = useSyncExternalStore(softphone.subscribe, softphone.standing)
  const trouble = troubleOf(standing)
  return {
    ...softphone,
    ...standing,
    state: stateOf(standing),
    ...(trouble !== undefined && { trouble }),
  }
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
