import { createContext, useCallback, useContext, useState, type ReactNode } from 'react'

/** Keys without Control or the like can be switched off or changed (WCAG 2.2, 2.1.4): speech input types them unasked. */
export const keyModes = ['plain', 'alt', 'off'] as const

export type KeyMode = (typeof keyModes)[number]

type KeyModeInUse = { readonly mode: KeyMode; readonly choose: (mode: KeyMode) => void }

const KeyModeContext = createContext<KeyModeInUse>({ mode: 'plain', choose: () => {} })

/** As the operator chose it in this browser. */
export function WithKeyMode(props: {
  readonly operator: string
  readonly children: ReactNode
}): ReactNode {
  const name = `activation-line/console-keys/${props.operator}`
  const [mode, setMode] = useState(() => remembered(name))
  const choose = useCallback(
    (chosen: KeyMode) => {
      setMode(chosen)
      remember(name, chosen)
    },
    [name],
  )
  return <KeyModeContext value={{ mode, choose }}>{props.children}</KeyModeContext>
}

export function useKeyMode(): KeyModeInUse {
  return useContext(KeyModeContext)
}

function remembered(name: string): KeyMode {
  try {
    return keyModes.find((mode) => mode === localStorage.getItem(name)) ?? 'plain'
  } catch {
    return 'plain'
  }
}

function remember(name: string, mode: KeyMode): void {
  try {
    localStorage.setItem(name, mode)
  } catch {
    // Whoever lets nothing be kept chooses again.
  }
}
