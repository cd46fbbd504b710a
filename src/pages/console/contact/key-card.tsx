import type { ReactNode } from 'react'
import type { ActivationView, KeyFacts } from '../../../operators/api/protocol-reading.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Card } from '../parts/card.tsx'
import { counted } from './counted.ts'

/** The key at a glance: what it is good for, and which of its machines is like this one. */
export function KeyCard({ facts }: { readonly facts: KeyFacts }): ReactNode {
  const { say, language } = useTexts()
  const { productName, serial, keyClass, used, limit, blocked, activations } = facts
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return (
    <Card title={productName}>
      <p className="key-what">
        <span className="tag">{keyClass.toUpperCase()}</span>{' '}
        {say('console.key.serial', { serial })} ·{' '}
        {say('console.key.count', counted(language, used, limit))}
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
              {say('console.key.equal', { equal: one.equal, of: named(one) })}
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

/** Those that neither machine names tell nothing. */
function named({ components }: ActivationView): number {
  return components.filter(({ is }) => is !== 'absent').length
}
