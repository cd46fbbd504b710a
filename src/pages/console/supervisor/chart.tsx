import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Card } from '../parts/card.tsx'
import { Table } from './table.tsx'

export type Column = { readonly label: string; readonly count: number }

const width = 480
const height = 160
const foot = 22
const head = 18

/** Bars with their numbers, and the same as a table behind. Names stand beside lying bars, values under standing ones. */
export function Chart(props: {
  readonly title: string
  readonly of: string
  readonly columns: readonly Column[]
  readonly areNames?: boolean
}): ReactNode {
  const { say, language } = useTexts()
  const { title, of, columns, areNames = false } = props
  const numbers = new Intl.NumberFormat(language)
  const all = columns.reduce((sum, { count }) => sum + count, 0)
  const label = say('console.board.chart', { title })
  const Drawn = areNames ? Lying : Standing
  return (
    <Card title={title} className="chart-card">
      {all === 0 ? (
        <p className="quiet chart-none">{say('console.board.none')}</p>
      ) : (
        <Drawn label={label} columns={columns} numbers={numbers} />
      )}
      <details className="chart-table">
        <summary>{say('console.board.table')}</summary>
        <Table
          caption={title}
          columns={[of, say('console.board.count')]}
          rows={columns.map((one) => ({
            key: one.label,
            cells: [one.label, numbers.format(one.count)],
          }))}
        />
      </details>
    </Card>
  )
}

type DrawnProps = {
  readonly label: string
  readonly columns: readonly Column[]
  readonly numbers: Intl.NumberFormat
}

function Standing({ label, columns, numbers }: DrawnProps): ReactNode {
  const most = Math.max(...columns.map(({ count }) => count))
  const x = scaleBand({ domain: columns.map((_, at) => at), range: [0, width], padding: 0.2 })
  const y = scaleLinear({ domain: [0, most], range: [height - foot, head] })
  const isCrowded = columns.length > 12
  /** Of many bars one bears its number: others would stand on it. */
  const highest = columns.findIndex(({ count }) => count === most)
  /** Its label is wider than its bar. */
  const isAtEdge = (at: number): boolean => isCrowded && at === columns.length - 1
  const middle = (at: number): number => (x(at) ?? 0) + x.bandwidth() / 2
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line className="chart-ground" x1={0} x2={width} y1={height - foot} y2={height - foot} />
      {columns.map(({ label: name, count }, at) => (
        <g key={name}>
          <Bar
            className="chart-bar"
            x={x(at) ?? 0}
            width={x.bandwidth()}
            y={y(count)}
            height={height - foot - y(count)}
            rx={3}
          />
          {count > 0 && (!isCrowded || at === highest) && (
            <text className="chart-count" x={middle(at)} y={y(count) - 5}>
              {numbers.format(count)}
            </text>
          )}
          {(!isCrowded || at % 7 === 1) && (
            <text
              className="chart-label"
              x={isAtEdge(at) ? width : middle(at)}
              y={height - 6}
              {...(isAtEdge(at) && { style: { textAnchor: 'end' } })}
            >
              {name}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

const rowHeight = 28
const nameWidth = 190

function Lying({ label, columns, numbers }: DrawnProps): ReactNode {
  const most = Math.max(...columns.map(({ count }) => count))
  const x = scaleLinear({ domain: [0, most], range: [0, width - nameWidth - 60] })
  const tall = columns.length * rowHeight
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${tall}`} role="img" aria-label={label}>
      {columns.map(({ label: name, count }, at) => (
        <g key={name} transform={`translate(0 ${at * rowHeight})`}>
          <text className="chart-name" x={0} y={19}>
            {name}
          </text>
          <Bar className="chart-bar" x={nameWidth} y={5} height={18} width={x(count)} rx={3} />
          <text className="chart-name" x={nameWidth + x(count) + 6} y={19}>
            {numbers.format(count)}
          </text>
        </g>
      ))}
    </svg>
  )
}
