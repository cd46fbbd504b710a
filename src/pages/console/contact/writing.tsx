import { useEffect, useState, type ReactNode } from 'react'
import type { MessageView } from '../../../operators/api/protocol-contact.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { Field, typed } from '../parts/field.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'

/** A conversation in writing, whatever it comes over. */
export function Writing({
  id,
  version,
  language,
}: {
  readonly id: string
  readonly version: number
  readonly language: string
}): ReactNode {
  const { say } = useTexts()
  const { api } = useSession()
  const tell = useRefusalText()
  const [messages, setMessages] = useState<readonly MessageView[]>([])
  const [sent, setSent] = useState(0)
  const [trouble, setTrouble] = useState<string>()
  useEffect(() => {
    void api.ask('GET /contacts/:id/messages', { id }).then((answer) => {
      if (!isRefused(answer)) setMessages(answer.messages)
    })
  }, [api, id, version, sent])
  const send = async (form: HTMLFormElement): Promise<void> => {
    const text = typed(new FormData(form), 'text').trim()
    if (text === '') return
    const answer = await api.ask('POST /contacts/:id/message', { id, sent: { text } })
    if (isRefused(answer)) return setTrouble(tell(answer))
    setTrouble(undefined)
    form.reset()
    setSent(answer.number)
  }
  return (
    <Card title={say('console.writing.title')}>
      <ol className="messages" role="log" aria-label={say('console.writing.title')} lang={language}>
        {messages.map(({ number, from, text }) => (
          <li key={number} className={`message message-${from}`}>
            {text}
          </li>
        ))}
      </ol>
      {trouble !== undefined && (
        <p className="notice notice-wrong" role="alert">
          {trouble}
        </p>
      )}
      <form
        className="form writing"
        onSubmit={(event) => {
          event.preventDefault()
          void send(event.currentTarget)
        }}
      >
        <Field name="text" label={say('console.writing.text')} autoComplete="off" />
        <Action type="submit">{say('console.writing.send')}</Action>
      </form>
    </Card>
  )
}
