import type { ReactNode } from 'react'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import { nameOf } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { useSession } from '../session.tsx'
import { lasting } from './board.ts'
import { useClock } from './use-clock.ts'

type RowProps = { readonly contact: ContactView; readonly ahead: number }

/** One who waits, to be taken. */
export function WaitingRow({
  contact,
  ahead,
  onTake,
}: RowProps & { readonly onTake: () => void }): ReactNode {
  const { say } = useTexts()
  const { id, phase, operator, isFirst, offeredToYou } = contact
  return (
    <li>
      <button
        type="button"
        className={`row ${offeredToYou ? 'row-offered' : ''}`}
        data-contact={id}
        disabled={!contact.canTake}
        onClick={onTake}
      >
        <RowText contact={contact} ahead={ahead} from={contact.since} />
        {isFirst && <span className="tag tag-first">{say('console.desk.first')}</span>}
        {offeredToYou && <span className="tag">{say('console.desk.offered')}</span>}
        {operator !== undefined && <span className="tag">{operator.name}</span>}
        {phase === 'callback' && <span className="tag">{say('console.desk.callback')}</span>}
      </button>
    </li>
  )
}

/** One whom somebody helps, to be looked at. */
export function HelpedRow({ contact, ahead }: RowProps): ReactNode {
  const { me } = useSession()
  const { id, operator, takenAt, since } = contact
  return (
    <li>
      <a className="row" href={`#/contact/${id}`}>
        <RowText contact={contact} ahead={ahead} from={takenAt ?? since} />
        {operator !== undefined && operator.id !== me.id && (
          <span className="tag">{operator.name}</span>
        )}
      </a>
    </li>
  )
}

function RowText({ contact, ahead, from }: RowProps & { readonly from: number }): ReactNode {
  const { say, language } = useTexts()
  const now = useClock()
  const { country, language: spoken, reason, groupsRight } = contact
  return (
    <>
      <span className="row-time">{lasting(now + ahead - from)}</span>
      <span className="row-what">
        {say(`console.reason.${reason}`)}
        <span className="quiet">
          {nameOf('region', country, language)}, {nameOf('language', spoken, language)} ·{' '}
          {say('console.desk.groups', { right: groupsRight })}
        </span>
      </span>
    </>
  )
}
