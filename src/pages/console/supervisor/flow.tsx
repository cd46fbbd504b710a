import type { ReactNode } from 'react'
import type { FlowView } from '../../../operators/api/protocol-figures.ts'
import { nameOf } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Card } from '../parts/card.tsx'

/** The way of a country's calls, step by step: how many came there, and how many ended there. */
export function Flow({ flow }: { readonly flow: FlowView }): ReactNode {
  const { say, language } = useTexts()
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const title = say('console.board.flow', { country: nameOf('region', flow.country, language) })
  return (
    <Card title={title}>
      <ol className="flow">
        {flow.steps.map(({ step, reached, left }) => {
          const isEnd = step === 'done'
          const isLoss = !isEnd && left > 0
          return (
            <li
              key={step}
              className={reached === undefined ? 'flow-step flow-beside' : 'flow-step'}
            >
              <p className="flow-name">{say(`console.board.step.${step}`)}</p>
              {reached !== undefined && (
                <span className="flow-track" aria-hidden="true">
                  <span
                    className="flow-reached"
                    style={{ inlineSize: percent100(reached, flow.calls) }}
                  />
                </span>
              )}
              <p className="flow-numbers">
                {reached !== undefined && (
                  <span>{say('console.board.reached', { count: reached })}</span>
                )}
                {!isEnd && (
                  <span className={isLoss ? 'flow-left' : 'quiet'}>
                    {say('console.board.left', {
                      count: left,
                      part: percent.format(flow.calls === 0 ? 0 : left / flow.calls),
                    })}
                  </span>
                )}
              </p>
            </li>
          )
        })}
      </ol>
    </Card>
  )
}

function percent100(part: number, all: number): string {
  return `${all === 0 ? 0 : Math.round((part / all) * 100)}%`
}
