import type { ReactNode } from 'react'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import { nameOf } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { lasting, type Board } from '../desk/board.ts'
import { useClock } from '../desk/use-clock.ts'

/** Who calls, why and since when, and who else is in the call. */
export function CallerHead(props: {
  readonly contact: ContactView
  readonly board: Board
  readonly children: ReactNode
}): ReactNode {
  const { say, language } = useTexts()
  const now = useClock()
  const { contact, board } = props
  const { attempts } = contact
  return (
    <header className="contact-head">
      <h2>{say(`console.reason.${contact.reason}`)}</h2>
      <p className="quiet">
        {nameOf('region', contact.country, language)},{' '}
        {nameOf('language', contact.language, language)} ·{' '}
        {say('console.contact.case', { number: contact.caseNumber })} ·{' '}
        {lasting(now + board.aheadInMs - (contact.takenAt ?? contact.since))}
      </p>
      <div className="contact-tags" role="status">
        {contact.isOnHold && <p className="tag tag-first">{say('console.contact.on-hold')}</p>}
        {attempts !== undefined && attempts > 0 && (
          <p className="tag">{say('console.contact.attempt', { attempt: attempts })}</p>
        )}
        {contact.companions.map((one) => (
          <p key={one.id} className="tag tag-beside">
            {one.name}: {say(`console.as.${one.as}`)}
          </p>
        ))}
      </div>
      {props.children}
    </header>
  )
}
