import type { Key } from '../../../phone/live-protocol.ts'

/** What a hand needs of a telephone. */
export type TelephoneInHand = {
  readonly state: () => {
    readonly call: { readonly phase: string; readonly hears: number }
    readonly speaking: boolean
  }
  readonly press: (key: Key) => void
  readonly release: () => void
}

/** A hand that keys for the caller, in a person's rhythm. */
export type Hand = { readonly stop: () => void }

export type HandOptions = {
  readonly speed: number
  readonly random: () => number
  /** Called after each key with the number of keys pressed, and at the end. */
  readonly onKey: (pressed: number) => void
  readonly onDone: () => void
}

const heldInMs = 110
const lookInMs = 200
/** So long nothing is said before the hand begins. */
const quietInMs = 1200
/** A question takes fewer keys than this, an installation ID more. */
const keysOfOneGroup = 7

/** The pause before a key: longer where the eye goes to the next group. */
function pauseInMs(place: number, random: number): number {
  return place % keysOfOneGroup === 0 ? 900 + 500 * random : 240 + 220 * random
}

/** Keys all of it: begins when the line has asked for an ID and is quiet, and waits while it is deaf. */
export function keyForCaller(
  telephone: TelephoneInHand,
  keys: readonly Key[],
  options: HandOptions,
): Hand {
  let timer: ReturnType<typeof setTimeout> | undefined
  let place = 0

  const later = (ms: number, action: () => void): void => {
    timer = setTimeout(action, ms / options.speed)
  }
  const finish = (): void => {
    telephone.release()
    options.onDone()
  }
  const begin = (quietFor: number): void => {
    const { call, speaking } = telephone.state()
    const isQuiet = call.hears > keysOfOneGroup && !speaking
    if (call.phase === 'ended' || call.phase === 'ready') finish()
    else if (isQuiet && quietFor >= quietInMs) next()
    else later(lookInMs, () => begin(isQuiet ? quietFor + lookInMs : 0))
  }
  const next = (): void => {
    const { call } = telephone.state()
    const key = keys[place]
    if (key === undefined || call.phase !== 'talking') return finish()
    if (call.hears === 0) return later(lookInMs, next)
    telephone.press(key)
    place += 1
    options.onKey(place)
    later(heldInMs, () => {
      telephone.release()
      later(pauseInMs(place, options.random()), next)
    })
  }
  begin(0)
  return {
    stop() {
      clearTimeout(timer)
      finish()
    },
  }
}
