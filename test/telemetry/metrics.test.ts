import { expect, test } from '@jest/globals'
import { createMetrics } from '../../src/telemetry/metrics.ts'

test('what was counted is shown in the format of Prometheus', async () => {
  const metrics = createMetrics()
  metrics.callAnswered('NL')
  metrics.callEnded('NL', 'activated')
  metrics.turnTaken('NL', 0.02)
  metrics.webhookRefused('signature')
  metrics.webhookRefused('signature')
  metrics.webhookRepeated()
  metrics.fault('turn-failed')
  const { type, text } = await metrics.render()
  expect(type).toMatch(/^text\/plain/)
  for (const line of [
    'activation_line_calls_total{country="NL"} 1',
    'activation_line_calls_ended_total{country="NL",outcome="activated"} 1',
    'activation_line_turn_seconds_bucket{le="0.025",country="NL"} 1',
    'activation_line_turn_seconds_bucket{le="0.01",country="NL"} 0',
    'activation_line_webhooks_refused_total{reason="signature"} 2',
    'activation_line_webhooks_repeated_total 1',
    'activation_line_faults_total{code="turn-failed"} 1',
  ])
    expect(text).toContain(line)
})

test('two lines in one process count apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()]
  one.callAnswered('NL')
  expect((await other.render()).text).not.toContain('country="NL"')
})
