import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Sheet } from '../parts/sheet.tsx'

const keys = [
  ['J', 'down'],
  ['K', 'up'],
  ['T', 'take'],
  ['N', 'next'],
  ['C', 'confirm'],
  ['B', 'back'],
  ['H', 'hold'],
  ['Space', 'block'],
  ['M', 'mute'],
  ['W', 'write'],
  ['?', 'help'],
] as const

/** What every key does. */
export function KeySheet(props: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const { say } = useTexts()
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
      <p className="quiet">{say('console.keys.note')}</p>
      <Action kind="main" onPress={props.onClose}>
        {say('console.close')}
      </Action>
    </Sheet>
  )
}
