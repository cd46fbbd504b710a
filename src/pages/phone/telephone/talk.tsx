import { useState, type ReactNode } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import { useTexts } from '../../shared/texts-context.tsx'

/** Somebody at the other end listens: what is typed here is said to him. */
export function Talk({ onSay }: { readonly onSay: (text: string) => void }): ReactNode {
  const { say } = useTexts()
  const [text, setText] = useState('')
  return (
    <Form
      className="talk"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onSay(text.trim())
        setText('')
      }}
    >
      <TextField value={text} onChange={setText} maxLength={200} autoComplete="off">
        <Label className="sr-only">{say('phone.talk')}</Label>
        <Input placeholder={say('phone.talk')} />
      </TextField>
      <Button type="submit">{say('phone.say')}</Button>
    </Form>
  )
}
