import type { Country } from '../../base/brand.ts'
import { flowOf, type FlowStep } from '../../dialogue/flow-step.ts'
import type { Script } from '../../dialogue/script.ts'
import type { FiguresView, FlowView, Tally, Within } from '../api/protocol-figures.ts'
import type { Counted, Figure } from './figures.ts'
import { bounds } from './within.ts'

export type Flow = Pick<Script, 'country' | 'choice'>

/** What a supervisor sees of these days; `counted` is of them alone. */
export function summarise(
  counted: readonly Counted[],
  days: { readonly from: number; readonly to: number },
  flows: readonly Flow[],
): FiguresView {
  const ended = counted.filter(({ figure }) => figure === 'ended')
  const tallied = (figure: Figure): readonly Tally[] =>
    tally(counted.filter((one) => one.figure === figure).map((one) => [one.value, one.count]))
  const bounded = (figure: keyof typeof bounds): readonly Within[] => withinOf(figure, counted)
  return {
    kind: 'figures',
    ...completed(counted),
    days: Array.from({ length: days.to - days.from + 1 }, (_, index) => {
      const day = days.from + index
      return { day: dateOf(day), ...completed(counted.filter((one) => one.day === day)) }
    }),
    outcomes: tallied('ended'),
    countries: tally(ended.map(({ country, count }) => [country, count])),
    languages: tally(ended.map(({ language, count }) => [language, count])),
    channels: tally(ended.map(({ channel, count }) => [channel, count])),
    activatedWithin: bounded('activated-within'),
    missed: Array.from({ length: 10 }, (_, group) => ({
      group,
      count: sum(counted, 'missed', String(group)),
    })),
    refused: tallied('refused'),
    waited: bounded('waited'),
    handled: bounded('handled'),
    helped: tallied('helped'),
    flows: flows.map((flow) => flowView(flow, counted)).filter(({ calls }) => calls > 0),
  }
}

/** 2026-11-26 */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

type Completed = Pick<FiguresView, 'calls' | 'alone' | 'withPerson'>

function completed(counted: readonly Counted[]): Completed {
  const withPerson = sum(counted, 'ended-with-person', 'activated')
  return {
    calls: sum(counted, 'ended'),
    alone: sum(counted, 'ended', 'activated') - withPerson,
    withPerson,
  }
}

function sum(counted: readonly Counted[], figure: Figure, value?: string): number {
  return counted
    .filter((one) => one.figure === figure && (value === undefined || one.value === value))
    .reduce((all, { count }) => all + count, 0)
}

/** The most frequent first. */
function tally(counts: readonly (readonly [string, number])[]): readonly Tally[] {
  const all = new Map<string, number>()
  for (const [value, count] of counts) all.set(value, (all.get(value) ?? 0) + count)
  return [...all]
    .map(([value, count]) => ({ value, count }))
    .toSorted((one, other) => other.count - one.count || one.value.localeCompare(other.value))
}

function withinOf(figure: keyof typeof bounds, counted: readonly Counted[]): readonly Within[] {
  return [
    ...bounds[figure].map((atMost) => ({ atMost, count: sum(counted, figure, String(atMost)) })),
    { atMost: null, count: sum(counted, figure, 'more') },
  ]
}

/** A call may come to these or pass them by. */
const besides: ReadonlySet<FlowStep> = new Set(['healing', 'refused', 'person'])

function flowView(flow: Flow, counted: readonly Counted[]): FlowView {
  const here = counted.filter(({ country }) => country === flow.country)
  const left = (step: FlowStep): number => sum(here, 'left-at', step)
  const steps = flowOf(flow)
  return {
    country: flow.country as Country,
    calls: sum(here, 'left-at'),
    steps: steps.map((step, index) => ({
      step,
      ...(!besides.has(step) && {
        reached: steps.slice(index).reduce((all, later) => all + left(later), 0),
      }),
      left: left(step),
    })),
  }
}
