import { useEffect } from 'react'

/** Does what a key stands for, while no text is typed and no dialog is open. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return
      if (document.querySelector('[role="dialog"]') !== null) return
      // The space bar presses what has the focus, as it does everywhere.
      const isPressed = target instanceof Element && target.closest('button, a, select') !== null
      if (event.key === ' ' && isPressed) return
      const act = keys[event.key === ' ' ? 'Space' : event.key.toLowerCase()]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [keys])
}
