import { channel } from './channel.ts'
import { ours } from './readers.ts'
import type { Row } from './rows.ts'
import { compiled, spandspSends } from './senders.ts'
import { anyLetters, distance, textOf } from './text.ts'

type Long = Row & {
  readonly characters: number
  readonly seeds: readonly number[]
  readonly isRandom?: boolean
}

const five = [7101, 7102, 7103, 7104, 7105]
const [stop1, stop2] = [{}, { stopBits: 2 }] as const

const rows: readonly Long[] = [
  ...[undefined, 0].flatMap((snr) =>
    [stop1, stop2].map((sender): Long => ({
      name: `${snr === undefined ? 'clean' : '0 dB'}, stop ${sender === stop1 ? '1.5' : '2'}`,
      sender,
      ...(snr !== undefined && { snr }),
      characters: 20_000,
      seeds: [7100],
    })),
  ),
  { name: '-6.8 dB, stop 1.5', sender: {}, snr: -6.8, characters: 2000, seeds: five },
  { name: '-7.2 dB, stop 1.5', sender: {}, snr: -7.2, characters: 2000, seeds: five },
  { name: '1 % of packets lost', sender: {}, loss: 0.01, characters: 2000, seeds: five },
  { name: '5 % of packets lost', sender: {}, loss: 0.05, characters: 2000, seeds: five },
  {
    name: '5 % of packets lost, any letters and digits',
    sender: {},
    loss: 0.05,
    characters: 2000,
    seeds: five,
    isRandom: true,
  },
  {
    name: '5 % of packets lost, by hand',
    sender: { byHand: 'with lead' },
    loss: 0.05,
    characters: 1000,
    seeds: five,
  },
  {
    name: '5 % of packets lost, 50 baud',
    sender: { baud: 50 },
    loss: 0.05,
    characters: 2000,
    seeds: five,
  },
  { name: 'GSM 06.10', sender: {}, codec: 'gsm', characters: 2000, seeds: five },
  {
    name: 'GSM 06.10, by hand',
    sender: { byHand: 'with lead' },
    codec: 'gsm',
    characters: 1000,
    seeds: five,
  },
  ...(['12.2', '4.75'] as const).flatMap((rate): readonly Long[] => [
    { name: `AMR ${rate}`, sender: {}, codec: `amr-${rate}`, characters: 2000, seeds: five },
    {
      name: `AMR ${rate}, by hand`,
      sender: { byHand: 'with lead' },
      codec: `amr-${rate}`,
      characters: 1000,
      seeds: five,
    },
  ]),
]

/** Where errors are rare or chance weighs much: longer texts, and several. */
export function oursAlone(say: (line: string) => void, only: string): void {
  const sends = compiled('spandsp-sends')
  say('| ours | characters | wrong of 100 | worst text |')
  say('| --- | --: | --: | --: |')
  for (const row of rows.filter(({ name }) => name.includes(only))) {
    const texts = row.seeds.map((seed) => {
      const text = (row.isRandom === true ? anyLetters : textOf)(row.characters, seed)
      const pcm = channel(spandspSends(sends, text, row.sender, seed), row, seed)
      return { sent: text.length, wrong: distance(text, ours(pcm).replaceAll(/[\r\n]/g, '')) }
    })
    const sent = texts.reduce((sum, one) => sum + one.sent, 0)
    const wrong = texts.reduce((sum, one) => sum + one.wrong, 0)
    const worst = Math.max(...texts.map((one) => one.wrong / one.sent))
    say(`| ${row.name} | ${sent} | ${percent(wrong / sent)} | ${percent(worst)} |`)
  }
}

function percent(part: number): string {
  return (100 * part).toFixed(2)
}
