import { useEffect, type ReactNode } from 'react'
import type { ContactCard } from '../../../operators/api/protocol-contact.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'

/** A second person decides elsewhere, and nothing of the contact changes by that. */
const lookEveryMs = 5_000

/** What was asked for this key beyond the rules, and what came of it. */
export function BeyondCard(props: {
  readonly card: ContactCard
  readonly isIdle: boolean
  readonly onAsk: () => void
  readonly look: () => Promise<void>
}): ReactNode {
  const { say, language } = useTexts()
  const { card, look } = props
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const isWaiting = card.overrides.some(({ state }) => state === 'waiting')
  useEffect(() => {
    if (!isWaiting) return undefined
    const timer = setInterval(() => void look(), lookEveryMs)
    return () => clearInterval(timer)
  }, [isWaiting, look])
  return (
    <Card
      title={say('console.beyond.title')}
      actions={
        card.mayOverride.length > 0 && (
          <Action keys="R" isDisabled={props.isIdle} onPress={props.onAsk}>
            {say('console.beyond.ask')}
          </Action>
        )
      }
    >
      <div role="status">
        <ul className="rows beyond">
          {card.overrides.map(({ id, kind, state, text, evidence, by, at, decidedBy }) => (
            <li key={id}>
              <span className={`tag ${state === 'declined' ? 'tag-first' : ''}`}>
                {say(`console.beyond.state.${state}`)}
              </span>{' '}
              {say(`console.beyond.kind.${kind}`)} · <bdi>{text}</bdi>
              {evidence !== undefined && (
                <span className="quiet">
                  {' '}
                  · <bdi>{evidence}</bdi>
                </span>
              )}
              <span className="quiet">
                {' '}
                · {say('console.overrides.by', { name: by.name, at: day.format(at) })}
                {decidedBy !== undefined && ` · ${decidedBy.name}`}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}
