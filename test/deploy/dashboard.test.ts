import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { families } from '../../src/telemetry/families.ts'
import { impossibleIn, knownMetrics, metricsIn } from './registry.ts'

const place = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() })
const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.literal(39),
  templating: z.object({ list: z.array(z.object({ name: z.string() })) }),
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.enum(['stat', 'timeseries']),
      title: z.string(),
      gridPos: place,
      datasource: z.object({ type: z.literal('prometheus'), uid: z.literal('${datasource}') }),
      targets: z.array(z.object({ refId: z.string(), expr: z.string() })).min(1),
    }),
  ),
})

const { panels, templating } = dashboard.parse(
  JSON.parse(readFileSync('docs/grafana/activation-line.json', 'utf8')),
)
const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))

test('every panel asks for metrics and labels that a line has', async () => {
  const known = await knownMetrics()
  expect(expressions.flatMap(metricsIn).filter((one) => !known.has(one))).toEqual([])
  expect(expressions.flatMap(impossibleIn)).toEqual([])
})

test('everything that a line counts is on it', () => {
  const shown = expressions.join('\n')
  expect(Object.values(families).filter(({ name }) => !shown.includes(name))).toEqual([])
})

test('every variable that a panel uses is one that can be chosen, or Grafana’s own', () => {
  const used = new Set(
    JSON.stringify(panels)
      .match(/\$\{?\w+/g)
      ?.map((one) => one.replace(/\W/g, '')),
  )
  const known = new Set([...templating.list.map(({ name }) => name), '__rate_interval'])
  expect([...used].filter((one) => !known.has(one))).toEqual([])
})

test('no panel lies on another, and each has a name and a number of its own', () => {
  const tiles = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  )
  expect(new Set(tiles).size).toBe(tiles.length)
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length)
})
