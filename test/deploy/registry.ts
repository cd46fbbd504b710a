import { createMetrics } from '../../src/telemetry/metrics.ts'
import { families } from '../../src/telemetry/families.ts'

/** What Prometheus has of a target by itself. */
const itsOwn = ['up']

/** Every name that stands in an expression. */
export function metricsIn(expression: string): readonly string[] {
  return expression.match(/\b(?:activation_line|process|nodejs)_\w+|\bup\b/g) ?? []
}

/** The names under which a line has series, and Prometheus's own. */
export async function knownMetrics(): Promise<ReadonlySet<string>> {
  const { text } = await createMetrics().render()
  const names = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  )
  return new Set([...names, ...itsOwn])
}

type Matcher = { readonly label: string; readonly is: string; readonly value: string }

/** What an expression asks of the labels of our metrics. */
export function matchersIn(
  expression: string,
): readonly { readonly metric: string; readonly matchers: readonly Matcher[] }[] {
  return [...expression.matchAll(/(activation_line_\w+)\{([^}]*)\}/g)].map(
    ([, metric = '', text = '']) => ({
      metric,
      matchers: [...text.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].map(
        ([, label = '', is = '', value = '']) => ({ label, is, value }),
      ),
    }),
  )
}

/** Whether a matcher lets a value pass. */
export function passes({ is, value }: Matcher, of: string): boolean {
  const fits = is.endsWith('~') ? new RegExp(`^(?:${value})$`).test(of) : value === of
  return is.startsWith('!') ? !fits : fits
}

/** What is asked of a label that no series of ours can have. */
export function impossibleIn(expression: string): readonly string[] {
  return matchersIn(expression).flatMap(({ metric, matchers }) => {
    const name = metric.replace(/_(bucket|sum|count)$/, '')
    const family = Object.values(families).find((one) => one.name === name || one.name === metric)
    const labels: Readonly<Record<string, readonly string[]>> = family?.labels ?? {}
    return matchers
      .filter(({ label, value }) => {
        if (label === 'country') return false
        const values = value.split('|')
        return !values.every((one) => labels[label]?.includes(one))
      })
      .map(({ label, value }) => `${metric}: ${label} ${value}`)
  })
}
