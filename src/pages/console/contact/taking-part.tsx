import type { ReactNode } from 'react'
import type { ContactView, WatchAs } from '../../../operators/api/protocol-board.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { useSession } from '../session.tsx'

const ways = ['listens', 'whispers', 'joined'] as const satisfies readonly WatchAs[]

/** For whoever is beside a colleague's call: how to come in, and out again. */
export function TakingPart(props: {
  readonly contact: ContactView
  readonly onWatch: (as: WatchAs) => void
  readonly onLeave: () => void
}): ReactNode {
  const { say } = useTexts()
  const { me } = useSession()
  const { contact } = props
  const name = contact.operator?.name ?? ''
  const own = contact.companions.find(({ id }) => id === me.id)
  return (
    <div className="notice taking-part">
      <p>
        {say('console.contact.helped-by', { name })}{' '}
        {me.roles.includes('supervisor') && say('console.watch.note', { name })}
      </p>
      <div className="contact-actions">
        {me.roles.includes('supervisor') &&
          ways.map((as) => (
            <Action key={as} isDisabled={own?.as === as} onPress={() => props.onWatch(as)}>
              {say(`console.watch.${as}`, { name })}
            </Action>
          ))}
        {own !== undefined && (
          <Action kind="danger" onPress={props.onLeave}>
            {say('console.watch.leave')}
          </Action>
        )}
      </div>
    </div>
  )
}
