import type { Chance } from '../chance.ts'
import type { Clock } from '../clock.ts'
import type { Call, Ear, Key } from '../events.ts'

const keys: readonly [Key, ...Key[]] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#']

/**
 * Presses any of the twelve keys, whatever he hears: after 0.1 to 3 s as a rule, once in ten times after
 * 3 to 30 s; 20 to 200 keys in all, then he waits for the end, or half the time hangs up.
 */
export function randomKeys(
  call: Call,
  { clock, chance }: { readonly clock: Clock; readonly chance: Chance },
): Ear {
  let left = 20 + chance.below(180)
  let cancel = (): void => {}

  const next = (): void => {
    const ms = chance.happens(0.1) ? chance.between(3000, 30_000) : chance.between(100, 3000)
    cancel = clock.after(ms, press)
  }
  const press = (): void => {
    left -= 1
    call.press(chance.pick(keys))
    if (left > 0) next()
    else if (chance.happens(0.5)) call.hangUp()
  }

  return {
    hear: (event) => {
      if (event.kind === 'answered') next()
      if (event.kind === 'ended') cancel()
    },
  }
}
