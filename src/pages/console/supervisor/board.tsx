import { useState, type ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { FiguresView, LiveView, Within } from '../../../operators/api/protocol-figures.ts'
import { nameOf, type TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { Card } from '../parts/card.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { Chart } from './chart.tsx'
import { Flow } from './flow.tsx'
import { Table } from './table.tsx'
import { useAsked } from './use-asked.ts'

/** What a supervisor sees of all calls: now, today, and in thirty days. */
export function Board(): ReactNode {
  const { say } = useTexts()
  const [days, setDays] = useState<'1' | '30'>('1')
  return (
    <>
      <h1>{say('console.board.title')}</h1>
      <Now />
      <div className="board-choice">
        <h2 id="figures">{say('console.board.figures')}</h2>
        <ToggleButtonGroup
          aria-labelledby="figures"
          className="segments"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[days]}
          onSelectionChange={(keys) => setDays(keys.has('30') ? '30' : '1')}
        >
          <ToggleButton id="1" className="segment">
            {say('console.board.today')}
          </ToggleButton>
          <ToggleButton id="30" className="segment">
            {say('console.board.month')}
          </ToggleButton>
        </ToggleButtonGroup>
        <a className="button" href={`api/figures.csv?days=${days}`} download>
          {say('console.board.csv')}
        </a>
      </div>
      <Figures days={days} />
    </>
  )
}

const liveEveryMs = 3_000

/** Calls under way, by country and language, and in which step. */
function Now(): ReactNode {
  const { say, language } = useTexts()
  const tellRefusal = useRefusalText()
  const live = useAsked<LiveView>('/live', liveEveryMs)
  if (live === undefined) return <p className="quiet">{say('page.loading')}</p>
  if (isRefused(live)) return <p className="notice notice-wrong">{tellRefusal(live)}</p>
  const all = live.calls.reduce((sum, { count }) => sum + count, 0)
  return (
    <Card title={say('console.board.now', { count: all })}>
      {all === 0 ? (
        <p className="quiet chart-none">{say('console.board.nobody-calls')}</p>
      ) : (
        <Table
          caption={say('console.board.now', { count: all })}
          columns={[
            say('console.board.country'),
            say('console.board.language'),
            say('console.board.channel'),
            say('console.board.where'),
            say('console.board.calls'),
          ]}
          rows={live.calls.map((one) => ({
            key: `${one.country} ${one.language} ${one.channel} ${one.step}`,
            cells: [
              nameOf('region', one.country, language),
              nameOf('language', one.language, language),
              say(`console.board.by.${one.channel}`),
              say(`console.board.step.${one.step}`),
              one.count,
            ],
          }))}
        />
      )}
    </Card>
  )
}

const figuresEveryMs = 60_000

function Figures({ days }: { readonly days: '1' | '30' }): ReactNode {
  const { say, language } = useTexts()
  const tellRefusal = useRefusalText()
  const figures = useAsked<FiguresView>(`/figures?days=${days}`, figuresEveryMs)
  if (figures === undefined) return <p className="quiet">{say('page.loading')}</p>
  if (isRefused(figures)) return <p className="notice notice-wrong">{tellRefusal(figures)}</p>
  const named = (prefix: string, value: string): string => {
    const key = `${prefix}.${value}` as TextKey
    const text = say(key)
    return text === key ? value : text
  }
  const times = (all: readonly Within[]): { label: string; count: number }[] =>
    all.map(({ atMost, count }, at) => ({
      count,
      label:
        atMost === null
          ? `> ${minutes(all[at - 1]?.atMost ?? 0, language)}`
          : `≤ ${minutes(atMost, language)}`,
    }))
  const region = (code: string): string => nameOf('region', code, language)
  const tongue = (code: string): string => nameOf('language', code, language)
  return (
    <>
      <Tiles figures={figures} />
      {figures.flows.map((flow) => (
        <Flow key={flow.country} flow={flow} />
      ))}
      <div className="charts">
        {days === '30' && (
          <Chart
            title={say('console.board.by-day')}
            of={say('console.board.day')}
            columns={figures.days.map(({ day, calls }) => ({ label: day.slice(5), count: calls }))}
          />
        )}
        <Chart
          title={say('console.board.time-to')}
          of={say('console.board.time')}
          columns={times(figures.activatedWithin)}
        />
        <Chart
          title={say('console.board.missed')}
          of={say('console.board.group')}
          columns={figures.missed
            .filter(({ group, count }) => group > 0 || count > 0)
            .map(({ group, count }) => ({ label: group === 0 ? '–' : String(group), count }))}
        />
        <Chart
          areNames
          title={say('console.board.refusals')}
          of={say('console.board.reason')}
          columns={figures.refused.map(({ value, count }) => ({
            label: named('console.board.refused', value),
            count,
          }))}
        />
        <Chart
          areNames
          title={say('console.board.outcomes')}
          of={say('console.board.outcome')}
          columns={figures.outcomes.map(({ value, count }) => ({
            label: named('console.board.ended', value),
            count,
          }))}
        />
        <Chart
          areNames
          title={say('console.board.countries')}
          of={say('console.board.country')}
          columns={figures.countries.map(({ value, count }) => ({ label: region(value), count }))}
        />
        <Chart
          areNames
          title={say('console.board.languages')}
          of={say('console.board.language')}
          columns={figures.languages.map(({ value, count }) => ({ label: tongue(value), count }))}
        />
        <Chart
          areNames
          title={say('console.board.channels')}
          of={say('console.board.channel')}
          columns={figures.channels.map(({ value, count }) => ({
            label: named('console.board.by', value),
            count,
          }))}
        />
        <Chart
          title={say('console.board.waited')}
          of={say('console.board.time')}
          columns={times(figures.waited)}
        />
        <Chart
          title={say('console.board.handled')}
          of={say('console.board.time')}
          columns={times(figures.handled)}
        />
      </div>
    </>
  )
}

function Tiles({ figures }: { readonly figures: FiguresView }): ReactNode {
  const { say, language } = useTexts()
  const number = new Intl.NumberFormat(language)
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const part = (count: number): string =>
    figures.calls === 0 ? '–' : percent.format(count / figures.calls)
  const tiles = [
    [say('console.board.calls'), number.format(figures.calls), ''],
    [say('console.board.alone'), part(figures.alone), number.format(figures.alone)],
    [say('console.board.with-person'), part(figures.withPerson), number.format(figures.withPerson)],
  ] as const
  return (
    <dl className="tiles">
      {tiles.map(([name, value, note]) => (
        <div key={name} className="tile card">
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong> {note !== '' && <span className="quiet">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function minutes(seconds: number, language: string): string {
  const [value, unit] = seconds < 60 ? [seconds, 'second'] : [seconds / 60, 'minute']
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(
    value,
  )
}
