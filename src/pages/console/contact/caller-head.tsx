import type { ReactNode } from 'react'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import { nameOf } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { lasting, type Board } from '../desk/board.ts'
import { useClock } from '../desk/use-clock.ts'
import { Action } from '../parts/action.tsx'

/** Who calls, why and since when, who else is in the call, and what can be done with it. */
export function CallerHead(props: {
  readonly contact: ContactView
  readonly board: Board
  readonly isIdle: boolean
  readonly onHold: () => void
  readonly onBack: () => void
  readonly onFinish: () => void
}): ReactNode {
  const { say, language } = useTexts()
  const now = useClock()
  const { contact, board, isIdle } = props
  return (
    <header className="contact-head">
      <h2>{say(`console.reason.${contact.reason}`)}</h2>
      <p className="quiet">
        {nameOf('region', contact.country, language)},{' '}
        {nameOf('language', contact.language, language)} ·{' '}
        {say('console.contact.case', { number: contact.caseNumber })} ·{' '}
        {lasting(now + board.aheadInMs - (contact.takenAt ?? contact.since))}
      </p>
      {contact.companions.map((one) => (
        <p key={one.id} className="tag">
          {one.name}: {say(`console.as.${one.as}`)}
        </p>
      ))}
      {contact.isOnHold && <p className="tag tag-first">{say('console.contact.on-hold')}</p>}
      <div className="contact-actions">
        {!contact.isText && (
          <Action keys="H" isDisabled={isIdle} onPress={props.onHold}>
            {say(contact.isOnHold ? 'console.contact.unhold' : 'console.contact.hold')}
          </Action>
        )}
        <Action keys="B" isDisabled={isIdle} onPress={props.onBack}>
          {say('console.contact.back')}
        </Action>
        <Action isDisabled={isIdle} onPress={props.onFinish}>
          {say('console.contact.finish')}
        </Action>
      </div>
    </header>
  )
}
