import type { ReactNode } from 'react'
import type { CaseEvent } from '../../../operators/api/protocol-contact.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Card } from '../parts/card.tsx'

/** What came of the case before, the latest first. */
export function HistoryCard({ history }: { readonly history: readonly CaseEvent[] }): ReactNode {
  const { say, language } = useTexts()
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const told = (event: CaseEvent): string => {
    const { kind, serial } = event
    const reason = kind === 'refused' ? say(`console.reason.${event.reason}`) : ''
    return say(`console.history.${kind}`, { serial, reason })
  }
  return (
    <Card title={say('console.history.title')}>
      <ol className="events">
        {history.map((event) => (
          <li key={`${event.at} ${event.kind} ${event.serial}`}>
            <time dateTime={new Date(event.at).toISOString()}>{time.format(event.at)}</time>
            <span>{told(event)}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
