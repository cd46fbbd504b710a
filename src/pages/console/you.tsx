import type { ReactNode } from 'react'
import { nameOf } from '../shared/texts.ts'
import { useTexts } from '../shared/texts-context.tsx'
import { Action } from './parts/action.tsx'
import { Card } from './parts/card.tsx'
import { useSession } from './session.tsx'

/** Who is signed in, and the way out. */
export function You(): ReactNode {
  const { say, language } = useTexts()
  const { me, api, signOut } = useSession()
  const named = (type: 'language' | 'region', codes: readonly string[]): string =>
    codes.length === 0
      ? say('console.you.all')
      : codes.map((code) => nameOf(type, code, language)).join(', ')
  const facts = [
    [say('console.sign-in.email'), me.email],
    [say('console.you.roles'), me.roles.map((role) => say(`console.role.${role}`)).join(', ')],
    [say('console.you.helps'), named('language', me.languages)],
    [say('console.you.countries'), named('region', me.countries)],
    [say('console.you.telephone'), me.telephone ?? say('console.you.none')],
  ] as const
  return (
    <div className="page page-narrow">
      <h1>{me.name}</h1>
      <Card title={say('console.you.title')}>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className="actions">
          <Action onPress={signOut}>{say('console.you.sign-out')}</Action>
          <Action
            kind="plain"
            onPress={() => void api.post('/sign-out', { everywhere: true }).then(signOut)}
          >
            {say('console.you.everywhere')}
          </Action>
        </div>
      </Card>
    </div>
  )
}
