import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { SelectField } from '../parts/select-field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { keyModes, useKeyMode } from './key-mode.tsx'

const keys = [
  ['J', 'down'],
  ['K', 'up'],
  ['T', 'take'],
  ['N', 'next'],
  ['C', 'confirm'],
  ['B', 'back'],
  ['H', 'hold'],
  ['Space', 'block'],
  ['O', 'hand-over'],
  ['L', 'later'],
  ['R', 'beyond'],
  ['D', 'done'],
  ['M', 'mute'],
  ['W', 'write'],
  ['?', 'help'],
] as const

/** What every key does, and whether it does. */
export function KeySheet(props: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const { say } = useTexts()
  const { mode, choose } = useKeyMode()
  return (
    <Sheet title={say('console.help')} isOpen={props.isOpen} onClose={props.onClose}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd className="key-cap">{key === 'Space' ? say('console.keys.space') : key}</kbd>
            </dt>
            <dd>{say(`console.keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <SelectField
        name="mode"
        label={say('console.keys.mode')}
        choices={keyModes.map((one) => [one, say(`console.keys.${one}`)])}
        chosen={mode}
        onChoose={(chosen) => choose(keyModes.find((one) => one === chosen) ?? 'plain')}
      />
      <p className="quiet">{say('console.keys.note')}</p>
      <Action kind="main" onPress={props.onClose}>
        {say('console.close')}
      </Action>
    </Sheet>
  )
}
