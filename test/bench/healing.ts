/**
 * How entries heal, without a line: seeded IDs of machines nobody knows, slips by the mix of the format's
 * description, read as the core reads them. `--entries 2000`, `--rows 1,2,3,4`, `--json`.
 */
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { seededChance } from '../../src/phone/index.ts'
import { drawId, heal, keysWithSlips } from '../support/healing.ts'
import { keyedAs } from '../support/keyed-as.ts'
import { median, quantile, show, table } from './statistics.ts'
import { readStrangers } from './strangers.ts'

type Row = {
  readonly slips: number
  readonly entries: number
  readonly healed: number
  readonly wrong: number
  readonly readings: readonly number[]
  readonly times: readonly number[]
  readonly stretches: readonly number[]
}

/** The first ones; `npm run bench strangers` reads them in full. */
const strangersReadings = 100

const head = [
  'slips',
  'healed',
  'readings, median / max',
  'ms, p50 / p99',
  'longest stretch, p99.9 / max',
]

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '2000' },
    rows: { type: 'string', default: '1,2,3,4' },
    strangers: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
  },
})
const entries = Number(values.entries)
const rows = values.rows.split(',').map((slips) => rowOf(Number(slips)))
const how = { entries: Number(values.strangers), atMost: strangersReadings }
const accepted = {
  random: readStrangers('random', how).accepted,
  theirs: readStrangers('theirs', how).accepted,
}

if (values.json) {
  const counts = rows.map(({ slips, healed, wrong }) => ({ slips, entries, healed, wrong }))
  process.stdout.write(
    JSON.stringify({ rows: counts, strangers: Number(values.strangers), accepted }),
  )
} else {
  console.log(table([head, ...rows.map(cells)]))
  console.log(
    `\nAccepted of ${values.strangers} random strings with right check digits, ${strangersReadings} readings each: ${accepted.random}`,
  )
  console.log(
    `Accepted of ${values.strangers} IDs made with another key's secret, likewise: ${accepted.theirs}`,
  )
}

function rowOf(slips: number): Row {
  const chance = seededChance(1_000 + slips)
  const row = { healed: 0, wrong: 0 }
  const [readings, times, stretches]: [number[], number[], number[]] = [[], [], []]
  for (let entry = 0; entry < entries; entry++) {
    const id = drawId(chance)
    const keyed = keyedAs(`${keysWithSlips(id, slips, chance)}|`)
    const begun = performance.now()
    let last = begun
    const { id: found, readings: count } = heal([keyed], 20_000, () => {
      const now = performance.now()
      stretches.push(now - last)
      last = now
    })
    times.push(performance.now() - begun)
    if (found?.join('') === id.join('')) {
      row.healed++
      readings.push(count)
    } else if (found !== undefined) row.wrong++
  }
  return { slips, entries, ...row, readings, times, stretches }
}

function cells(row: Row): readonly string[] {
  const share = (100 * row.healed) / row.entries
  return [
    String(row.slips),
    `${show(share, 2)} %`,
    `${show(median(row.readings))} / ${show(Math.max(...row.readings))}`,
    `${show(median(row.times), 1)} / ${show(quantile(row.times, 0.99), 1)}`,
    `${show(quantile(row.stretches, 0.999), 1)} / ${show(
      row.stretches.reduce((one, other) => Math.max(one, other), 0),
      1,
    )} ms`,
  ]
}
