import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { keys, type Key } from '../../../phone/live-protocol.ts'
import { useTexts } from '../../shared/texts-context.tsx'

const lettersOf: Readonly<Partial<Record<Key, string>>> = {
  2: 'ABC',
  3: 'DEF',
  4: 'GHI',
  5: 'JKL',
  6: 'MNO',
  7: 'PQRS',
  8: 'TUV',
  9: 'WXYZ',
  0: '+',
}

/** The twelve keys. A key goes down at once and comes up when it is let go. */
export function Keypad(props: {
  readonly down: Key | undefined
  readonly onPress: (key: Key) => void
  readonly onRelease: () => void
}): ReactNode {
  const { say } = useTexts()
  const names: Readonly<Partial<Record<Key, string>>> = {
    '*': say('phone.star'),
    '#': say('phone.hash'),
  }
  return (
    <div className="keypad" role="group" aria-label={say('phone.keypad')} dir="ltr">
      {keys.map((key) => (
        <Button
          key={key}
          className={props.down === key ? 'key key-down' : 'key'}
          aria-label={names[key] ?? key}
          onPressStart={() => props.onPress(key)}
          onPressEnd={props.onRelease}
        >
          <span className={key in names ? 'key-sign' : 'key-digit'}>{key === '*' ? '✱' : key}</span>
          <span className="key-letters" aria-hidden="true">
            {lettersOf[key]}
          </span>
        </Button>
      ))}
    </div>
  )
}
