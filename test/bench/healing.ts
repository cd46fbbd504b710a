/**
 * How entries heal, without a line: seeded IDs of machines nobody knows, slips by the mix of the format's
 * description, read as the core reads them. `--entries 2000`, `--rows 1,2,3,4`, `--json`.
 */
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { showGroups } from '../../src/identifiers/digit-groups.ts'
import { seededChance } from '../../src/phone/index.ts'
import { drawId, heal, keysWithSlips } from '../support/healing.ts'
import { keyedAs } from '../support/keyed-as.ts'
import { median, quantile, show, table } from './statistics.ts'

type Row = {
  readonly slips: number
  readonly entries: number
  readonly healed: number
  readonly wrong: number
  readonly readings: readonly number[]
  readonly times: readonly number[]
  readonly stretches: readonly number[]
}

/** The first ones: 10,000 entries of 20,000 readings each would take half an hour. */
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
const accepted = { random: acceptedOf('random'), theirs: acceptedOf('theirs') }

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

/** How many entries that no key of ours made are taken for genuine. */
function acceptedOf(kind: 'random' | 'theirs'): number {
  const chance = seededChance(kind === 'random' ? 7_001 : 7_002)
  let count = 0
  for (let entry = 0; entry < Number(values.strangers); entry++) {
    const id = kind === 'theirs' ? drawId(chance, 'theirs') : randomGroups(chance)
    if (heal([keyedAs(`${id.join('')}|`)], strangersReadings).id !== undefined) count++
  }
  return count
}

function randomGroups(chance: { readonly below: (end: number) => number }): readonly string[] {
  const digits = Array.from({ length: 54 }, () => chance.below(10)).join('')
  return showGroups(BigInt(digits), 9)
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
