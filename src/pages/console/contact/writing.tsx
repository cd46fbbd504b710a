import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import type { MessageView, ProgressView } from '../../../operators/api/protocol-contact.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { Field, typed } from '../parts/field.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import { plainText } from './plain-text.ts'
import { sendingOf, turnShown } from './progress.ts'

type Written = { readonly messages: readonly MessageView[]; readonly progress?: ProgressView }

/** A conversation in writing, whatever it comes over; where one writes at a time, whose turn it is. */
export function Writing({ contact }: { readonly contact: ContactView }): ReactNode {
  const { say } = useTexts()
  const { api } = useSession()
  const tell = useRefusalText()
  const [{ messages, progress }, setWritten] = useState<Written>({ messages: [] })
  const [sent, setSent] = useState(0)
  const [trouble, setTrouble] = useState<string>()
  const { id, language } = contact
  // A contact is another one whenever the desk says anything of it.
  useEffect(() => {
    void api.ask('GET /contacts/:id/messages', { id }).then((answer) => {
      if (!isRefused(answer)) setWritten(answer)
    })
  }, [api, id, contact, sent])
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [messages.length])
  const send = async (form: HTMLFormElement): Promise<void> => {
    const text = plainText(typed(new FormData(form), 'text')).trim()
    if (text === '') return
    const answer = await api.ask('POST /contacts/:id/message', { id, sent: { text } })
    if (isRefused(answer)) return setTrouble(tell(answer))
    setTrouble(undefined)
    form.reset()
    setSent(answer.number)
  }
  const sending = (message: MessageView): string | undefined => {
    const how = sendingOf(message, messages, progress)
    return how && say(`console.writing.${how}`, { part: progress?.part ?? '' })
  }
  const typing = progress?.typing.trim() ?? ''
  return (
    <Card title={say('console.writing.title')}>
      <div
        ref={list}
        className="messages"
        role="log"
        aria-label={say('console.writing.title')}
        lang={language}
      >
        {messages.map((message) => (
          <p key={message.number} className={`message message-${message.from}`} dir="auto">
            {message.text}
            <Sending text={sending(message)} />
          </p>
        ))}
      </div>
      {typing !== '' && (
        // Read out once he has handed it over.
        <p className="message message-typing" lang={language} dir="auto" aria-hidden="true">
          {typing}…
        </p>
      )}
      {progress !== undefined && (
        <p className="quiet" role="status">
          {say(`console.writing.${turnShown(progress)}`)}
        </p>
      )}
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
        <Field
          name="text"
          label={say('console.writing.text')}
          autoComplete="off"
          {...(progress !== undefined && { note: say('console.writing.by-turns') })}
        />
        <Action type="submit">{say('console.writing.send')}</Action>
      </form>
    </Card>
  )
}

function Sending({ text }: { readonly text: string | undefined }): ReactNode {
  const { language } = useTexts()
  return (
    text !== undefined && (
      <span className="message-sending" lang={language}>
        {text}
      </span>
    )
  )
}
