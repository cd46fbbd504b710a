/** `npm run bench -- tty`: docs/text-telephone.md, our receiver beside two others on the same sound. */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createListener } from '../../src/modem/baudot/listen.ts'
import { chance, withNoise } from '../modem/noise.ts'
import { notText } from './tty/not-text.ts'
import { coded, minimodem, ours, pcmOf, samplesOf, spandsp, type Reader } from './tty/readers.ts'
import { rows, type Row } from './tty/rows.ts'
import { compiled, spandspSends } from './tty/senders.ts'
import { distance, textOf } from './tty/text.ts'

const page = new URL('../../docs/text-telephone.md', import.meta.url)
const [from, until] = ['<!-- bench -->', '<!-- /bench -->']

export function tty(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      characters: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '7001' },
      minutes: { type: 'string', default: '10' },
      row: { type: 'string', default: '' },
    },
  })
  const [characters, seed] = [Number(values.characters), Number(values.seed)]
  const readers: Readonly<Record<string, Reader>> = {
    ours,
    minimodem: minimodem('2.0'),
    'minimodem, stop 1.5': minimodem('1.5'),
    spandsp: spandsp(compiled('spandsp-reads')),
  }
  const sends = compiled('spandsp-sends')
  const text = textOf(characters, seed)
  const names = Object.keys(readers)
  const lines: string[] = []
  const say = (...cells: readonly string[]): void => {
    lines.push(`| ${cells.join(' | ')} |`)
    console.log(lines.at(-1))
  }

  say(`wrong characters of 100, in ${text.length}`, ...names)
  say('---', ...names.map(() => '--:'))
  for (const row of rows.filter(({ name }) => name.includes(values.row))) {
    const pcm = channel(spandspSends(sends, text, row.sender, seed), row, seed)
    const wrong = (reader: Reader): number => distance(text, reader(pcm).replaceAll(/[\r\n]/g, ''))
    const cell = (reader: Reader): string => ((100 * wrong(reader)) / text.length).toFixed(2)
    say(row.name, ...Object.values(readers).map(cell))
  }
  lines.push('')
  if (values.row !== '') return
  say('characters printed where nobody typed', 'minutes', ...names)
  say('---', '--:', ...names.map(() => '--:'))
  for (const { name, pcm } of notText(Number(values.minutes))) {
    const sound = coded(pcm, 'mu-law')
    const printed = Object.values(readers).map((reader) => `${reader(sound).length}`)
    say(name, (sound.length / 16_000 / 60).toFixed(1), ...printed)
  }
  lines.push('', ...cost())
  writePage(lines)
}

function channel(sent: Buffer, { sender, snr, loss = 0, isGsm }: Row, seed: number): Buffer {
  const clean = samplesOf(sent)
  const noisy = snr === undefined ? clean : withNoise(clean, snr, seed + 1)
  const sound = coded(pcmOf(noisy), isGsm === true ? 'gsm' : 'mu-law')
  const random = chance(seed + 2 + Math.round(1000 * (sender.offset ?? 0)))
  for (let at = 0; at < sound.length; at += 320) if (random() < loss) sound.fill(0, at, at + 320)
  return sound
}

/** How many calls a core hears at once, and what each takes of memory. */
function cost(): readonly string[] {
  const minute = withNoise(new Float32Array(480_000).fill(0.1), 20, 3)
  const listener = createListener()
  const before = process.cpuUsage().user
  for (let at = 0; at < minute.length; at += 160) listener.push(minute.subarray(at, at + 160))
  const calls = 60 / ((process.cpuUsage().user - before) / 1e6)
  const held = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
  const at = held()
  const many = Array.from({ length: 200 }, () => createListener())
  const kilobytes = (held() - at) / many.length / 1000
  return [
    `One core hears ${calls.toFixed(0)} calls at once; a call takes ${kilobytes.toFixed(0)} kB.`,
  ]
}

function writePage(lines: readonly string[]): void {
  const text = readFileSync(page, 'utf8')
  const [before = ''] = text.split(from)
  const [, after = ''] = text.split(until)
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(page, `${before}${from}\n\n${day}.\n\n${lines.join('\n')}\n\n${until}${after}`)
}
