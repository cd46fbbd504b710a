import type { ReactNode } from 'react'
import type { KeyFacts } from '../../../operators/api/protocol-reading.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Card } from '../parts/card.tsx'

/** The key at a glance: what it is good for, and which of its machines is like this one. */
export function KeyCard({ facts }: { readonly facts: KeyFacts }): ReactNode {
  const { say, language } = useTexts()
  const { productName, serial, keyClass, used, limit, blocked, activations } = facts
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return (
    <Card title={productName}>
      <p className="key-what">
        <span className="tag">{keyClass.toUpperCase()}</span>{' '}
        {say('console.key.serial', { serial })} · {say('console.key.count', { used, limit })}
        {blocked !== undefined && (
          <strong className="tag tag-first">{say('console.key.blocked')}</strong>
        )}
      </p>
      <ul className="activations">
        {activations.slice(0, 3).map((one) => (
          <li key={one.nth}>
            <p>
              {day.format(one.at)} · {one.caseNumber}{' '}
              <span className="tag">
                {say(one.isThisMachine ? 'console.key.this' : 'console.key.other')}
              </span>{' '}
              {say('console.key.equal', { equal: one.equal })}
            </p>
            <p className="components">
              {one.components.map(({ name, is }) => (
                <span key={name} className={`component component-${is}`}>
                  {say(`console.component.${name}`)}
                  <span className="component-is">{say(`console.is.${is}`)}</span>
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
      {activations.length === 0 && <p className="quiet key-first">{say('console.key.first')}</p>}
    </Card>
  )
}
