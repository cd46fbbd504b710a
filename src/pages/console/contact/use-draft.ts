import { useCallback, useEffect, useRef, useState } from 'react'
import type { Merged, Versions } from './merge-drafts.ts'

export type Draft<T> = {
  readonly value: T
  readonly set: (value: T) => void
  /** Keeps it now, before something is done with it. False: somebody else kept something, which stands there now. */
  readonly keepNow: () => Promise<boolean>
  /** What was typed here and gave way to what somebody else kept. */
  readonly gaveWay?: T
}

/** Long enough to type on, and short enough to lose nothing; and where it was not kept for now. */
const [keptAfterMs, againAfterMs] = [400, 2_000]

/** What is kept later, as nothing is wrong with it. */
const passing: ReadonlySet<string> = new Set(['stale', 'unreachable', 'unavailable', 'failed'])

/**
 * What is typed here, kept at the line a moment later, and at once when the page goes. What is there by now comes with
 * `there`, and is brought together with it.
 */
export function useDraft<T>({
  there,
  isSame,
  merge,
  keep,
}: {
  readonly there: T
  readonly isSame: (one: T, other: T) => boolean
  readonly merge: (versions: Versions<T>) => Merged<T>
  /** Answers why it was not kept. `was`: what it was typed over. `isLast`: the page goes, and no answer is heard. */
  readonly keep: (value: T, was: readonly T[], isLast: boolean) => Promise<string | undefined>
}): Draft<T> {
  const base = useRef(there)
  const [value, set] = useState(there)
  const onItsWay = useRef(there)
  const [inVain, setInVain] = useState(0)
  const seenInVain = useRef(0)
  const [gaveWay, setGaveWay] = useState<T>()
  const latest = useRef(value)
  latest.current = value

  const save = useCallback(
    async (isLast = false): Promise<boolean> => {
      const sent = latest.current
      if (isSame(sent, base.current)) return true
      const was = isSame(base.current, onItsWay.current)
        ? [base.current]
        : [base.current, onItsWay.current]
      onItsWay.current = sent
      const why = await keep(sent, was, isLast)
      if (why === undefined) base.current = sent
      else if (passing.has(why)) setInVain((count) => count + 1)
      return why !== 'stale'
    },
    [isSame, keep],
  )

  useEffect(() => {
    if (isSame(there, base.current)) return
    if (isSame(there, onItsWay.current)) {
      base.current = there
      return
    }
    const merged = merge({ base: base.current, mine: latest.current, theirs: there })
    base.current = there
    set(merged.value)
    if (merged.gaveWay !== undefined) setGaveWay(merged.gaveWay)
  }, [isSame, merge, there])

  // With what is there anew, too: what was not kept for it is sent again.
  useEffect(() => {
    if (isSame(value, base.current)) return undefined
    const timer = setTimeout(
      () => void save(),
      inVain === seenInVain.current ? keptAfterMs : againAfterMs,
    )
    seenInVain.current = inVain
    return () => clearTimeout(timer)
  }, [inVain, isSame, save, there, value])

  useEffect(() => {
    const go = (): void => void save(true)
    window.addEventListener('pagehide', go)
    return () => {
      window.removeEventListener('pagehide', go)
      go()
    }
  }, [save])

  return { value, set, keepNow: () => save(), ...(gaveWay !== undefined && { gaveWay }) }
}
