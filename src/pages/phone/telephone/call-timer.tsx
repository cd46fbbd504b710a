import { useEffect, useState, type ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import type { Call } from './call.ts'

/** How long the call has lasted, in minutes and seconds of the clock on the wall. */
export function CallTimer({ call }: { readonly call: Call }): ReactNode {
  const { say } = useTexts()
  const now = useSeconds(call.phase === 'talking')
  const from = call.answeredAt
  const lasted = from === undefined ? 0 : Math.max(0, (call.endedAt ?? now) - from)
  return (
    <span className="call-timer" role="timer" aria-label={say('phone.call-time')}>
      {inMinutes(lasted)}
    </span>
  )
}

function inMinutes(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function useSeconds(running: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [running])
  return now
}
