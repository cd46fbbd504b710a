import type { ReactNode } from 'react'
import { useKeyMode } from '../desk/key-mode.tsx'

/** The key that does the same as the button, as long as it does. */
export function KeyCap({ children }: { readonly children: string }): ReactNode {
  const { mode } = useKeyMode()
  if (mode === 'off') return undefined
  return (
    <kbd className="key-cap" aria-hidden="true">
      {mode === 'alt' ? `Alt ${children}` : children}
    </kbd>
  )
}
