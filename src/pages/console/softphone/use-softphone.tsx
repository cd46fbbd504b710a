import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import type { Api } from '../api.ts'
import type { Board } from '../desk/board.ts'
import { useSession } from '../session.tsx'
import type { EndedBecause } from './carrier.ts'
import { createSoftphone, type Softphone } from './create-softphone.ts'
import { openCarrier } from './open-carrier.ts'
import { rememberedMutes } from './remembered-mutes.ts'
import { createSoundDevices, type SoundDevices } from './sound-devices.ts'
import { stateOf, troubleOf, type Standing, type SoftphoneState } from './standing.ts'
import { useOnlyWindow } from './use-only-window.ts'
import { useWaitingRing } from './use-waiting-ring.ts'
import { wantedOn } from './wanted.ts'

export type SoftphoneInUse = Pick<Softphone, 'join' | 'leave' | 'mute' | 'say'> & {
  readonly state: SoftphoneState
  /** Another window of this browser has the telephone. */
  readonly isElsewhere: boolean
  /** Of a telephone that speaks by this computer. */
  readonly devices: SoundDevices
  /** Why no call is made any more until the operator asks for it. */
  readonly trouble?: EndedBecause
} & Pick<Standing, 'access' | 'wanted' | 'isMuted' | 'sentences'>

type Telephone = { readonly softphone: Softphone; readonly devices: SoundDevices }

type TelephoneHere = Telephone & { readonly isElsewhere: boolean }

const TelephoneContext = createContext<TelephoneHere | undefined>(undefined)

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
  const [telephone] = useState(() => telephoneOf(api))
  const { softphone, devices } = telephone
  const place = useOnlyWindow(isWanted)
  useEffect(() => {
    if (place !== 'here') return undefined
    softphone.open()
    return () => softphone.close()
  }, [softphone, place])
  useEffect(() => {
    if (isLive && softphone.standing().call === 'lost') softphone.join()
  }, [softphone, isLive])
  useEffect(() => {
    if (board !== undefined) softphone.want(wantedOn(board))
  }, [softphone, board])
  useWaitingRing(place === 'here' ? board : undefined, () => devices.chosen().output)
  return (
    <TelephoneContext value={{ ...telephone, isElsewhere: place === 'elsewhere' }}>
      {children}
    </TelephoneContext>
  )
}

function telephoneOf(api: Api): Telephone {
  const devices = createSoundDevices(localStorage, navigator.mediaDevices)
  const softphone = createSoftphone({
    askForAccess: () => api.ask('GET /softphone', {}),
    openCarrier: (access) => openCarrier(access, { api, devices }),
    after,
    mutes: rememberedMutes(sessionStorage),
  })
  return { softphone, devices }
}

export function useSoftphone(): SoftphoneInUse {
  const telephone = useContext(TelephoneContext)
  if (telephone === undefined) throw new Error('there is no telephone here')
  const { softphone, devices, isElsewhere } = telephone
  const standing = useSyncExternalStore(softphone.subscribe, softphone.standing)
  const trouble = troubleOf(standing)
  return {
    ...softphone,
    ...standing,
    devices,
    isElsewhere,
    state: stateOf(standing),
    ...(trouble !== undefined && { trouble }),
  }
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
