import { chance, withNoise } from '../../modem/noise.ts'
import { coded, pcmOf, samplesOf } from './readers.ts'
import type { Row } from './rows.ts'

/** What comes out at the other end of a line. */
export function channel(sent: Buffer, { sender, snr, loss = 0, codec }: Row, seed: number): Buffer {
  const clean = samplesOf(sent)
  const noisy = snr === undefined ? clean : withNoise(clean, snr, seed + 1)
  const sound = coded(pcmOf(noisy), codec)
  const random = chance(seed + 2 + Math.round(1000 * (sender.offset ?? 0)))
  for (let at = 0; at < sound.length; at += 320) if (random() < loss) sound.fill(0, at, at + 320)
  return sound
}
