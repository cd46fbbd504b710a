import { useEffect } from 'react'
import { useKeyMode, type KeyMode } from './key-mode.tsx'

/** Does what a key stands for, while no text is typed and no dialog is open. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const { mode } = useKeyMode()
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.defaultPrevented) return
      if (document.querySelector('[role="dialog"]') !== null) return
      const name = nameOf(event, mode)
      const act = name === undefined ? undefined : keys[name]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [keys, mode])
}

/** What a press stands for, if for anything where the focus is. */
function nameOf(event: KeyboardEvent, mode: KeyMode): string | undefined {
  const { target, key, code, altKey } = event
  const place = target instanceof Element ? target : document.body
  if (key === ' ') {
    // It presses what has the focus, as everywhere.
    const isTaken = place.closest('button, a, input, textarea, select, [role="option"]') !== null
    return isTaken || altKey ? undefined : 'Space'
  }
  if (mode === 'off' || altKey !== (mode === 'alt')) return undefined
  // Into the nine boxes nobody types letters.
  const isTyping = place.closest('input, textarea, select') !== null
  if (isTyping && mode === 'plain' && !place.hasAttribute('data-digits')) return undefined
  // Held down, Alt makes other signs of letters on some keyboards.
  return /^Key[A-Z]$/.test(code) && mode === 'alt' ? code.slice(3).toLowerCase() : key.toLowerCase()
}
