import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { faults } from '../../src/base/faults.ts'
import { impossibleIn, knownMetrics, matchersIn, metricsIn, passes } from './registry.ts'

const alert = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z
    .string()
    .regex(/^\d+[smh]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
  annotations: z.strictObject({ summary: z.string(), runbook_url: z.string() }),
})
const file = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(alert) })),
})

const alerts = file
  .parse(parse(readFileSync('docs/alerts.yaml', 'utf8')))
  .groups.flatMap(({ rules }) => rules)
const page = readFileSync('docs/operations.md', 'utf8')
const titled = alerts.map((one) => [one.alert, one] as const)

describe.each(titled)('the alert %s', (name, { expr, annotations }) => {
  test('asks for metrics and labels that a line has', async () => {
    const known = await knownMetrics()
    expect(metricsIn(expr)).not.toEqual([])
    expect(metricsIn(expr).filter((one) => !known.has(one))).toEqual([])
    expect(impossibleIn(expr)).toEqual([])
  })

  test('leads to what it means, what to look at and what to do', () => {
    expect(annotations.runbook_url).toBe(`docs/operations.md#${name.toLowerCase()}`)
    const [, section = ''] = page.split(`\n### ${name}\n`)
    expect(section.split('\n#')[0]?.length).toBeGreaterThan(100)
  })
})

test('no page tells of an alert that there is not', () => {
  const section = page.split('\n## Alerts\n')[1]?.split('\n## ')[0] ?? ''
  const told = [...section.matchAll(/^### (\w+)$/gm)].map(([, name = '']) => name)
  expect(told.toSorted()).toEqual(alerts.map((one) => one.alert).toSorted())
})

test('every fault of a line that runs raises an alert, and what keeps one from running is seen too', () => {
  const asked = alerts.flatMap(({ expr }) =>
    matchersIn(expr).filter(({ metric }) => metric === 'activation_line_faults_total'),
  )
  const silent = Object.keys(faults).filter(
    (code) => !asked.some(({ matchers }) => matchers.every((matcher) => passes(matcher, code))),
  )
  expect(silent).toEqual([])
  expect(alerts.find((one) => one.alert === 'LineDown')?.expr).toBe(
    'up{job="activation-line"} == 0',
  )
})
