import type { ReactNode } from 'react'
import { Button, type ButtonProps } from 'react-aria-components'

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
  const isLetter = keys !== undefined
  return (
    <Button
      {...rest}
      className={`button button-${kind}`}
      {...(isLetter && { 'aria-keyshortcuts': keys })}
    >
      {children}
      {isLetter && (
        <kbd className="key-cap" aria-hidden="true">
          {keys}
        </kbd>
      )}
    </Button>
  )
}
