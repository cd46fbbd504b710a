/**
 * `npm run bench -- text-calls [--calls n] [--seed n] [--snr dB] [--loss share]`: whole activations by text
 * telephone, with spandsp's modulator and minimodem at the caller's end. With `--one` one call is shown.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { clockTime } from '../../src/phone/index.ts'
import { compileTelephone } from '../modem/spandsp-telephone.ts'
import { openWholeLine } from '../support/whole-line.ts'
import { median, quantile, show } from './statistics.ts'
import { createChannel } from './text-calls/channel.ts'
import { tell, textNumbers, type Told } from './text-calls/story.ts'

const page = new URL('../../docs/text-telephone.md', import.meta.url)
const [from, until] = ['<!-- text-calls -->', '<!-- /text-calls -->']

export async function textCalls(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      snr: { type: 'string', default: '3' },
      loss: { type: 'string', default: '0.01' },
      one: { type: 'boolean', default: false },
    },
  })
  const [first, snr, loss] = [values.seed, values.snr, values.loss].map(Number) as [
    number,
    number,
    number,
  ]
  const count = values.one ? 1 : Number(values.calls)
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const program = compileTelephone(folder)
  const line = await openWholeLine({ folder })
  const told: Told[] = []
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      const number = textNumbers[seed % textNumbers.length] ?? textNumbers[0]
      const channel = createChannel({ snr, loss }, seed)
      const one = await tell(line, program, { seed, number, printer: 'minimodem', channel, loss })
      told.push(one)
      console.log(lineOf(one))
      if (values.one) showSheets(one)
    }
  } finally {
    await line.close()
    rmSync(folder, { recursive: true })
  }
  if (values.one) return
  const lines = summary(told, { snr, loss })
  console.log(lines.join('\n'))
  if (count >= 100) writeDown(lines)
}

function lineOf({ seed, outcome, inSeconds, floorInSeconds, asked }: Told): string {
  const again = `${asked.byLine} asked by the line, ${asked.byCaller} by the caller`
  return `${seed}: ${outcome}, ${show(inSeconds)} s (${show(floorInSeconds)} s at the rate of the line), ${again}`
}

function showSheets({ sheets, calls }: Told): void {
  for (const { at, who, text } of sheets) console.log(`${clockTime(at)} ${who.padEnd(6)} ${text}`)
  for (const { reason, events } of calls) {
    const faults = events.filter(({ kind }) => kind === 'fault')
    console.log(`ended: ${reason}`, ...faults)
  }
}

function summary(
  told: readonly Told[],
  { snr, loss }: { readonly snr: number; readonly loss: number },
): readonly string[] {
  const seconds = told.map(({ inSeconds }) => inSeconds)
  const floors = told.map(({ floorInSeconds }) => floorInSeconds)
  const count = (outcome: Told['outcome']): number =>
    told.filter((one) => one.outcome === outcome).length
  const sum = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0)
  return [
    `| ${told.length} calls, ${snr} dB, ${100 * loss} % of packets lost, both ways | |`,
    '| --- | --: |',
    `| ended with the right confirmation ID on the caller's machine | ${count('confirmed')} |`,
    `| with a wrong one | ${count('wrong')} |`,
    `| with none | ${count('open')} |`,
    `| median time | ${show(median(seconds))} s |`,
    `| of nine in ten calls | ${show(quantile(seconds, 0.9))} s |`,
    `| the same characters at the rate of the line, median | ${show(median(floors))} s |`,
    `| groups that the line asked for again, per call | ${show(sum(told.map((one) => one.asked.byLine)) / told.length, 2)} |`,
    `| messages that the caller asked to have again, per call | ${show(sum(told.map((one) => one.asked.byCaller)) / told.length, 2)} |`,
  ]
}

function writeDown(lines: readonly string[]): void {
  const text = readFileSync(page, 'utf8')
  const [before = '', rest = ''] = text.split(from)
  const [, after = ''] = rest.split(until)
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(page, `${before}${from}\n\n${day}.\n\n${lines.join('\n')}\n\n${until}${after}`)
}
