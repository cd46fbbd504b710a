/** How it stands with a caller who waits, and when he is told: pure. */
import { words } from '../../../dialogue/listen.ts'
import type { Prompt } from '../../../dialogue/prompt.ts'
import type { Correspondent } from '../../../calls/correspondence.ts'
import { relayFactor } from './plan.ts'

export type Waits = Extract<Correspondent, { readonly kind: 'waits' }>

/** What he was told last, and when. */
export type Told = { readonly atMs: number; readonly place: number }

/** It takes twenty seconds to be written. */
const againMs = 60_000
/** His place has changed. */
const newPlaceMs = 30_000

export function isDue(
  { place }: Waits,
  told: Told | undefined,
  { nowMs, isRelay }: { readonly nowMs: number; readonly isRelay: boolean },
): boolean {
  if (told === undefined) return true
  const ms = told.place === place ? againMs : newPlaceMs
  return nowMs - told.atMs >= ms * (isRelay ? relayFactor : 1)
}

/** His place, how long it takes where that is known, and how he goes on by himself. Nobody is called back in writing. */
export function standingOf({ place, minutes }: Waits): readonly Prompt[] {
  return [
    place === 1 ? words('wait.next') : words('wait.place', { place }),
    ...(minutes === undefined
      ? []
      : [minutes <= 1 ? words('wait.minute') : words('wait.minutes', { minutes })]),
    words('wait.back'),
  ]
}
