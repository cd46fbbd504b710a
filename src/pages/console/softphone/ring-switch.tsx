import { useState, type ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components'
import { useTexts } from '../../shared/texts-context.tsx'
import { doesRing, setRinging } from './rings.ts'

/** Whether it rings when somebody waits. */
export function RingSwitch(): ReactNode {
  const { say } = useTexts()
  const [isOn, setOn] = useState(() => doesRing(localStorage))
  return (
    <ToggleButton
      className="button softphone-switch"
      isSelected={isOn}
      onChange={(on) => {
        setRinging(localStorage, on)
        setOn(on)
      }}
    >
      {say('console.softphone.check.rings')}
    </ToggleButton>
  )
}
