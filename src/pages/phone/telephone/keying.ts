import type { Key } from '../../../phone/live-protocol.ts'

/** What a hand needs of a telephone. */
export type TelephoneInHand = {
  readonly state: () => {
    readonly call: { readonly phase: string; readonly listening: boolean }
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

/** The pause before a key: longer where the eye goes to the next group. */
export function pauseInMs(place: number, random: number): number {
  return place % 7 === 0 ? 900 + 500 * random : 240 + 220 * random
}

/** Keys all of it, waiting while the line does not listen or has just begun to speak. */
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
  const next = (): void => {
    const { call, speaking } = telephone.state()
    const key = keys[place]
    if (key === undefined || call.phase === 'ended' || call.phase === 'ready') return finish()
    const ready = call.listening && (place > 0 || !speaking)
    if (!ready) return later(pauseInMs(1, 0), next)
    telephone.press(key)
    place += 1
    options.onKey(place)
    later(heldInMs, () => {
      telephone.release()
      later(pauseInMs(place, options.random()), next)
    })
  }
  later(pauseInMs(0, 0), next)
  return {
    stop() {
      clearTimeout(timer)
      finish()
    },
  }
}
