import { useEffect, useRef } from 'react'
import type { Board } from '../desk/board.ts'
import { ring } from './ring.ts'
import { doesRing } from './rings.ts'
import { waitsFor } from './waits-for.ts'

/** Whoever is available, and with nobody, hears it ring when somebody begins to wait whom he can help. */
export function useWaitingRing(board: Board | undefined, output: () => string | undefined): void {
  const waited = useRef<ReadonlySet<string>>(undefined)
  useEffect(() => {
    if (board === undefined) return
    const now = new Set(waitsFor(board))
    const before = waited.current
    waited.current = now
    const isNew = before?.size === 0 && now.size > 0
    if (isNew && doesRing(localStorage)) void ring(output())
    // The loudspeaker is asked for when it rings.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [board])
}
