import { expect, test } from '@jest/globals'
import { createMetrics } from '../../src/telemetry/metrics.ts'

test('what was counted is shown in the format of Prometheus', async () => {
  const metrics = createMetrics()
  metrics.callAnswered('NL')
  metrics.callEnded({ country: 'NL', outcome: 'activated', state: 'reading-back' })
  metrics.turnTaken({ country: 'NL', state: 'entering' }, 0.02)
  metrics.missed({ country: 'NL', state: 'entering', miss: 'silence' })
  metrics.storeFailed({ store: 'calls', operation: 'write' })
  metrics.coreFailed('activate')
  metrics.auditSealed(1_500)
  metrics.webhookRefused('signature')
  metrics.webhookRefused('signature')
  metrics.webhookRepeated()
  metrics.fault('turn-failed')
  const { type, text } = await metrics.render()
  expect(type).toMatch(/^text\/plain/)
  for (const line of [
    'activation_line_calls_total{country="NL"} 1',
    'activation_line_calls_ended_total{country="NL",outcome="activated",state="reading-back"} 1',
    'activation_line_turn_seconds_bucket{le="0.025",country="NL",state="entering"} 1',
    'activation_line_turn_seconds_bucket{le="0.01",country="NL",state="entering"} 0',
    'activation_line_misses_total{country="NL",state="entering",miss="silence"} 1',
    'activation_line_store_errors_total{store="calls",operation="write"} 1',
    'activation_line_store_errors_total{store="ledger",operation="write"} 0',
    'activation_line_core_errors_total{operation="activate"} 1',
    'activation_line_audit_sealed_timestamp_seconds 1.5',
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
