import type { ReactNode } from 'react'
import type { Question } from '../../../operators/api/protocol-contact.ts'
import { preferred, texts, type TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Card } from '../parts/card.tsx'

/** What to ask, in the caller's language and, where that is another one, in the operator's. */
export function AskCard(props: {
  readonly questions: readonly Question[]
  readonly language: string
}): ReactNode {
  const { say, language } = useTexts()
  const theirs = preferred([props.language])
  const sayTheirs = texts(theirs)
  return (
    <Card title={say('console.contact.ask')}>
      <ol className="questions">
        {props.questions.map((question) => (
          <li key={question}>
            <span lang={theirs} dir="auto">
              {sayTheirs(question as TextKey)}
            </span>
            {theirs !== language && <span className="quiet">{say(question as TextKey)}</span>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
