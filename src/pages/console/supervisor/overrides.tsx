import { useState, type ReactNode } from 'react'
import type { OverrideView } from '../../../operators/api/protocol-overrides.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import { useAsked } from './use-asked.ts'

const everyMs = 10_000

/** What was asked for beyond the rules and waits for a second person. */
export function Overrides(): ReactNode {
  const { say, language } = useTexts()
  const { api, announce } = useSession()
  const tellRefusal = useRefusalText()
  const [decided, setDecided] = useState<ReadonlyMap<string, string>>(new Map())
  const asked = useAsked<{ readonly overrides: readonly OverrideView[] }>('/overrides', everyMs)
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  if (asked === undefined) return <p className="quiet">{say('page.loading')}</p>
  if (isRefused(asked)) return <p className="notice notice-wrong">{tellRefusal(asked)}</p>
  const decide = async (id: string, how: 'approve' | 'decline'): Promise<void> => {
    const answer = await api.post<object>(`/overrides/${encodeURIComponent(id)}/${how}`, {})
    const text = isRefused(answer) ? tellRefusal(answer) : say(`console.overrides.done-${how}`)
    setDecided(new Map([...decided, [id, text]]))
    announce(text)
  }
  const waiting = asked.overrides.filter(({ id, state }) => state === 'waiting' || decided.has(id))
  return (
    <>
      <h1>{say('console.overrides.title')}</h1>
      <p className="quiet">{say('console.overrides.note')}</p>
      {waiting.length === 0 && <p>{say('console.overrides.none')}</p>}
      {waiting.map((one) => (
        <Card
          key={one.id}
          title={say(`console.overrides.kind.${one.kind}`, {
            product: one.productName,
            serial: one.serial,
            more: one.more,
          })}
        >
          <p>
            {say('console.overrides.by', { name: one.by.name, at: time.format(one.at) })} ·{' '}
            {one.reason}
          </p>
          <p dir="auto">{one.text}</p>
          {one.evidence !== undefined && (
            <p>{say('console.overrides.evidence', { evidence: one.evidence })}</p>
          )}
          <div className="actions">
            {decided.has(one.id) ? (
              <p>{decided.get(one.id)}</p>
            ) : one.isForYou ? (
              <>
                <Action kind="main" onPress={() => void decide(one.id, 'approve')}>
                  {say('console.overrides.approve')}
                </Action>
                <Action kind="danger" onPress={() => void decide(one.id, 'decline')}>
                  {say('console.overrides.decline')}
                </Action>
              </>
            ) : (
              <p className="quiet">{say('console.overrides.not-yours')}</p>
            )}
          </div>
        </Card>
      ))}
    </>
  )
}
