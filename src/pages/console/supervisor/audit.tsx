import { useState, type ReactNode } from 'react'
import type { AuditView } from '../../../operators/api/protocol-figures.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import { Events } from './events.tsx'
import { useAsked } from './use-asked.ts'

/** What was done, and by whom, as it is sealed in the books. */
export function AuditPage(): ReactNode {
  const { say } = useTexts()
  const { api } = useSession()
  const tellRefusal = useRefusalText()
  const first = useAsked<AuditView>('/audit')
  const [earlier, setEarlier] = useState<readonly AuditView[]>([])
  const [wrong, setWrong] = useState('')
  if (first === undefined) return <p className="quiet">{say('page.loading')}</p>
  if (isRefused(first)) return <p className="notice notice-wrong">{tellRefusal(first)}</p>
  const pages = [first, ...earlier]
  const before = pages.at(-1)?.before
  const goOn = async (): Promise<void> => {
    const answer = await api.get<AuditView>(`/audit?before=${before}`)
    if (isRefused(answer)) return setWrong(tellRefusal(answer))
    setWrong('')
    setEarlier([...earlier, answer])
  }
  return (
    <>
      <h1>{say('console.audit.title')}</h1>
      <p className="quiet">{say('console.audit.note')}</p>
      <Card title={say('console.audit.entries')}>
        <Events events={pages.flatMap(({ entries }) => entries)} />
        {wrong !== '' && <p role="alert">{wrong}</p>}
        <div className="actions">
          {before !== undefined && (
            <Action onPress={() => void goOn()}>{say('console.audit.earlier')}</Action>
          )}
        </div>
      </Card>
    </>
  )
}
