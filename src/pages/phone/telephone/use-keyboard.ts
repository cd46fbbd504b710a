import { useEffect } from 'react'
import { keys, type Key } from '../../../phone/live-protocol.ts'

/** Lets the keyboard's digits, star and hash press keys, but never while somebody types text. */
export function useKeyboard(isOn: boolean, press: (key: Key) => void, release: () => void): void {
  useEffect(() => {
    if (!isOn) return
    const down = (event: KeyboardEvent): void => {
      const key = keyOf(event)
      if (key === undefined || event.repeat || isForText(event.target)) return
      event.preventDefault()
      press(key)
    }
    const up = (event: KeyboardEvent): void => {
      if (keyOf(event) !== undefined) release()
    }
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
    }
  }, [isOn, press, release])
}

function keyOf(event: KeyboardEvent): Key | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  return keys.find((key) => key === event.key)
}

function isForText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role="listbox"]') !== null
  )
}
