import { useEffect, useRef, type ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { useSession } from '../session.tsx'
import { useKeys } from './use-keys.ts'

/** After a call, until one says that he is available again. */
export function WrapUp(): ReactNode {
  const { say } = useTexts()
  const { api } = useSession()
  const title = useRef<HTMLParagraphElement>(null)
  useEffect(() => title.current?.focus(), [])
  const done = (): void => {
    void api.ask('POST /desk/state', { sent: { state: 'available' } })
  }
  useKeys({ d: done })
  return (
    <div className="empty">
      <p className="empty-title" tabIndex={-1} ref={title}>
        {say('console.wrap-up.title')}
      </p>
      <p className="quiet">{say('console.wrap-up.note')}</p>
      <Action kind="main" keys="D" onPress={done}>
        {say('console.wrap-up.done')}
      </Action>
    </div>
  )
}
