/**
 * How entries heal, without a line: seeded IDs of machines nobody knows, slips by the mix of the format's
 * description, read as the core reads them. `--entries 2000`, `--rows 1,2,3,4`, `--json`.
 */
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { survey } from '../../src/identifiers/readings/survey.ts'
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
  readonly times: readonly Span[]
  readonly stretches: readonly Span[]
}

/** How long something took, in ms: by the clock, and of this thread's processor time. */
type Span = { readonly wall: number; readonly cpu: number }

/** The first ones; `npm run bench strangers` reads them in full. */
const strangersReadings = 100

/** For so long the reader holds the event loop before it lets others run. */
const stretchInMs = 1

const head = [
  'slips',
  'healed',
  'readings, median / max',
  'ms, p50 / p99',
  'of processor, p99',
  'longest stretch, ms, p99.9 / max',
  'of processor, max',
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
  const [readings, times, stretches]: [number[], Span[], Span[]] = [[], [], []]
  for (let entry = 0; entry < entries; entry++) {
    const id = drawId(chance)
    const keyed = keyedAs(`${keysWithSlips(id, slips, chance)}|`)
    const watch = createWatch(stretches)
    survey(keyed)
    watch.breathe()
    const whole = createWatch(times)
    const { id: found, readings: count } = heal([keyed], 20_000, watch.look)
    whole.breathe()
    watch.breathe()
    if (found?.join('') === id.join('')) {
      row.healed++
      readings.push(count)
    } else if (found !== undefined) row.wrong++
  }
  return { slips, entries, ...row, readings, times, stretches }
}

/** Looks on while work is done: as the reader does, it takes a breath when a millisecond is over. */
function createWatch(stretches: Span[]): {
  readonly look: () => void
  readonly breathe: () => void
} {
  let [wall, cpu] = [performance.now(), processorMs()]
  const breathe = (): void => {
    stretches.push({ wall: performance.now() - wall, cpu: processorMs() - cpu })
    ;[wall, cpu] = [performance.now(), processorMs()]
  }
  const look = (): void => {
    if (performance.now() - wall >= stretchInMs) breathe()
  }
  return { look, breathe }
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

function cells(row: Row): readonly string[] {
  const share = (100 * row.healed) / row.entries
  return [
    String(row.slips),
    `${show(share, 2)} %`,
    `${show(median(row.readings))} / ${show(Math.max(...row.readings))}`,
    `${show(median(row.times.map(wallOf)), 1)} / ${show(quantile(row.times.map(wallOf), 0.99), 1)}`,
    show(quantile(row.times.map(cpuOf), 0.99), 1),
    `${show(quantile(row.stretches.map(wallOf), 0.999), 1)} / ${show(mostOf(row.stretches.map(wallOf)), 1)}`,
    show(mostOf(row.stretches.map(cpuOf)), 1),
  ]
}

function wallOf({ wall }: Span): number {
  return wall
}

function cpuOf({ cpu }: Span): number {
  return cpu
}

function mostOf(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), 0)
}
