import type { Codec } from './readers.ts'
import type { Sender } from './senders.ts'

export type Row = {
  readonly name: string
  readonly sender: Sender
  /** In dB over 300 to 3400 Hz; without it there is no noise. */
  readonly snr?: number
  /** The part of the packets of 20 ms that come as nothing. */
  readonly loss?: number
  readonly codec?: Codec
}

export const rows: readonly Row[] = [
  { name: 'clean, stop 1.5', sender: {} },
  { name: 'clean, stop 2', sender: { stopBits: 2 } },
  { name: 'clean, stop 1', sender: { stopBits: 1 } },
  { name: '0 dB, stop 1.5', sender: {}, snr: 0 },
  { name: '0 dB, stop 2', sender: { stopBits: 2 }, snr: 0 },
  ...[-3, -5, -6, -6.8, -7.2].flatMap((snr): readonly Row[] => [
    { name: `${snr} dB, stop 1.5`, sender: {}, snr },
    { name: `${snr} dB, stop 2`, sender: { stopBits: 2 }, snr },
  ]),
  ...(['with lead', 'without lead'] as const).flatMap((byHand): readonly Row[] => [
    { name: `by hand ${byHand}, clean`, sender: { byHand } },
    { name: `by hand ${byHand}, 0 dB`, sender: { byHand }, snr: 0 },
    { name: `by hand ${byHand}, -3 dB`, sender: { byHand }, snr: -3 },
  ]),
  ...[-0.05, -0.03, 0.03, 0.05].map((offset) => ({
    name: `tones ${100 * offset} %`,
    sender: { offset },
  })),
  ...[45.45 * 0.97, 45.45 * 1.03, 47.6, 50, 50 * 1.03].map((baud) => ({
    name: `${baud.toFixed(2)} baud`,
    sender: { baud },
  })),
  ...[0, -30, -45].map((level) => ({ name: `${level} dBm0`, sender: { level } })),
  { name: '1 % of packets lost', sender: {}, loss: 0.01 },
  { name: '5 % of packets lost', sender: {}, loss: 0.05 },
  { name: 'GSM 06.10', sender: {}, codec: 'gsm' },
  { name: 'GSM 06.10, by hand', sender: { byHand: 'with lead' }, codec: 'gsm' },
  { name: 'AMR 12.2', sender: {}, codec: 'amr-12.2' },
  { name: 'AMR 12.2, by hand', sender: { byHand: 'with lead' }, codec: 'amr-12.2' },
]
