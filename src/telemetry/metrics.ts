import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

/** What is counted. No label ever holds a digit, a number or a name of a caller's. */
export type Metrics = {
  readonly callAnswered: (country: string) => void
  readonly callEnded: (country: string, outcome: string) => void
  readonly turnTaken: (country: string, seconds: number) => void
  readonly webhookRefused: (reason: 'signature' | 'request') => void
  readonly webhookRepeated: () => void
  readonly fault: (code: string) => void
  /** In the text format of Prometheus. */
  readonly render: () => Promise<{ readonly type: string; readonly text: string }>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counter = <Label extends string>(
    name: string,
    help: string,
    ...labelNames: Label[]
  ): Counter<Label> => new Counter({ name, help, labelNames, registers: [registry] })

  const answered = counter('activation_line_calls_total', 'Calls answered.', 'country')
  const ended = counter('activation_line_calls_ended_total', 'Calls ended.', 'country', 'outcome')
  const refused = counter('activation_line_webhooks_refused_total', 'Webhooks refused.', 'reason')
  const repeated = counter('activation_line_webhooks_repeated_total', 'Webhooks answered again.')
  const faults = counter('activation_line_faults_total', 'Faults, by their code.', 'code')
  const turns = new Histogram({
    name: 'activation_line_turn_seconds',
    help: 'Time from a webhook to its answer.',
    labelNames: ['country'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })

  return {
    callAnswered: (country) => answered.inc({ country }),
    callEnded: (country, outcome) => ended.inc({ country, outcome }),
    turnTaken: (country, seconds) => turns.observe({ country }, seconds),
    webhookRefused: (reason) => refused.inc({ reason }),
    webhookRepeated: () => repeated.inc(),
    fault: (code) => faults.inc({ code }),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}
