import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, Input, Label, TextField, Toolbar } from 'react-aria-components'
import { useTexts } from '../../shared/texts-context.tsx'
import { keyRows, keysBetween, typeable } from './typed.ts'

export type TextKeysProps = {
  /** The line can be typed to. */
  readonly isWriting: boolean
  readonly onType: (text: string) => void
}

/** Where a text telephone is typed on: a field for whoever has a keyboard, and keys for whoever has not. */
export function TextKeys({ isWriting, onType }: TextKeysProps): ReactNode {
  const { say } = useTexts()
  const [line, setLine] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    setLine('')
    // Whoever has just pressed Call wants to type; whoever is busy elsewhere on the page is left there.
    if (isWriting && document.activeElement === document.body) field.current?.focus()
  }, [isWriting])

  const change = (changed: string): void => {
    onType(keysBetween(line, changed))
    setLine(changed)
  }
  const end = (text: string): void => {
    onType(text)
    setLine('')
  }
  return (
    <div className="text-keys">
      <TextField
        className="text-entry"
        value={line}
        onChange={(value) => change(typeable(value))}
        isReadOnly={!isWriting}
        autoComplete="off"
        spellCheck="false"
      >
        <Label>{say('text.entry')}</Label>
        <Input
          ref={field}
          dir="ltr"
          maxLength={200}
          onKeyDown={({ key }) => {
            if (key === 'Enter' && isWriting) end('\r\n')
          }}
        />
      </TextField>
      <Toolbar className="text-keyboard" aria-label={say('text.keys')}>
        {keyRows.map((row) => (
          <div key={row} className="text-row" dir="ltr">
            {Array.from(row, (key) => (
              <Key key={key} face={key} isOff={!isWriting} onPress={() => change(line + key)} />
            ))}
          </div>
        ))}
        <div className="text-row" dir="ltr">
          <Key
            face="GA"
            name={say('text.go-ahead')}
            isOff={!isWriting}
            onPress={() => end(' GA')}
          />
          <Key face="SK" name={say('text.end')} isOff={!isWriting} onPress={() => end(' SK')} />
          <Key
            face="XXX"
            name={say('text.cross-out')}
            isOff={!isWriting}
            onPress={() => change(`${line}XXX `)}
          />
          <Key
            face="␣"
            name={say('text.space')}
            isOff={!isWriting}
            onPress={() => change(`${line} `)}
          />
          <Key
            face="⌫"
            name={say('text.backspace')}
            isOff={!isWriting}
            onPress={() => (line === '' ? onType('\b') : change(line.slice(0, -1)))}
          />
          <Key face="⏎" name={say('text.return')} isOff={!isWriting} onPress={() => end('\r\n')} />
        </div>
      </Toolbar>
    </div>
  )
}

function Key(props: {
  readonly face: string
  readonly name?: string
  readonly isOff: boolean
  readonly onPress: () => void
}): ReactNode {
  return (
    <Button
      className="text-key"
      aria-label={props.name ?? props.face}
      isDisabled={props.isOff}
      onPress={props.onPress}
    >
      {props.face}
    </Button>
  )
}
