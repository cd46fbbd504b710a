import { useEffect, useRef, type ReactNode } from 'react'
import { Button, type ButtonProps } from 'react-aria-components'
import { useKeyMode } from '../desk/key-mode.tsx'
import { KeyCap } from './key-cap.tsx'

/** A button: `main` is what one comes to do, of which a view has one; `plain` looks like a link; `danger` ends something. */
export function Action({
  kind = 'usual',
  keys,
  children,
  ...rest
}: Omit<ButtonProps, 'className' | 'children'> & {
  readonly kind?: 'main' | 'usual' | 'plain' | 'danger'
  /** The key that does the same, shown beside the words. */
  readonly keys?: string
  readonly children: ReactNode
}): ReactNode {
  const { mode } = useKeyMode()
  const button = useRef<HTMLButtonElement>(null)
  const shortcut = keys === undefined || mode === 'off' ? '' : mode === 'alt' ? `Alt+${keys}` : keys
  // The library hands this attribute on to no button.
  useEffect(() => {
    if (shortcut === '') button.current?.removeAttribute('aria-keyshortcuts')
    else button.current?.setAttribute('aria-keyshortcuts', shortcut)
  }, [shortcut])
  return (
    <Button {...rest} ref={button} className={`button button-${kind}`}>
      {children}
      {keys !== undefined && <KeyCap>{keys}</KeyCap>}
    </Button>
  )
}
