import type { ReactNode } from 'react'
import type { EventView } from '../../../operators/api/protocol-figures.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { eventText } from './event-text.ts'

/** What happened, a sentence each, the latest first. */
export function Events({ events }: { readonly events: readonly EventView[] }): ReactNode {
  const { say, language } = useTexts()
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <ol className="events">
      {events.map((event, at) => (
        <li key={`${event.at} ${events.length - at}`}>
          <time dateTime={new Date(event.at).toISOString()}>{time.format(event.at)}</time>
          <span>{eventText(event, say)}</span>
        </li>
      ))}
    </ol>
  )
}
