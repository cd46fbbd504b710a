import { useState, type ReactNode, type RefObject } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'

/** What the operator writes here is said to the caller. */
export function SayForm(props: {
  /** The caller's. */
  readonly language: string
  readonly canSay: boolean
  readonly field: RefObject<HTMLInputElement | null>
  readonly onSay: (text: string) => void
}): ReactNode {
  const { language, canSay, field, onSay } = props
  const { say } = useTexts()
  const [text, setText] = useState('')
  return (
    <form
      className="softphone-say"
      onSubmit={(event) => {
        event.preventDefault()
        if (!canSay || text.trim() === '') return
        onSay(text.trim())
        setText('')
      }}
    >
      <TextField value={text} onChange={setText} maxLength={500} autoComplete="off">
        <Label className="sr-only">{say('console.softphone.talk.say')}</Label>
        <Input
          ref={field}
          className="input"
          lang={language}
          aria-keyshortcuts="W"
          placeholder={say('console.softphone.talk.say')}
        />
      </TextField>
      <Action type="submit" isDisabled={!canSay}>
        {say('console.softphone.talk.send')}
      </Action>
    </form>
  )
}
