import type { ReactNode } from 'react'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'

/** What an operator can do with his own caller. */
export function OwnActions(props: {
  readonly contact: ContactView
  readonly isIdle: boolean
  readonly onHold: () => void
  readonly onBack: () => void
  readonly onHandOver: () => void
  readonly onLater: () => void
  readonly onNotReached: () => void
  readonly onFinish: () => void
}): ReactNode {
  const { say } = useTexts()
  const { contact, isIdle } = props
  const isCalledBack = (contact.attempts ?? 0) > 0
  return (
    <div className="contact-actions">
      {!contact.isText && (
        <Action keys="H" isDisabled={isIdle} onPress={props.onHold}>
          {say(contact.isOnHold ? 'console.contact.unhold' : 'console.contact.hold')}
        </Action>
      )}
      <Action keys="B" isDisabled={isIdle} onPress={props.onBack}>
        {say('console.contact.back')}
      </Action>
      <Action keys="O" isDisabled={isIdle} onPress={props.onHandOver}>
        {say('console.contact.hand-over')}
      </Action>
      {!contact.isText && (
        <Action keys="L" isDisabled={isIdle} onPress={props.onLater}>
          {say('console.contact.later')}
        </Action>
      )}
      {isCalledBack && (
        <Action isDisabled={isIdle} onPress={props.onNotReached}>
          {say('console.contact.not-reached')}
        </Action>
      )}
      <Action isDisabled={isIdle} onPress={props.onFinish}>
        {say('console.contact.finish')}
      </Action>
    </div>
  )
}
