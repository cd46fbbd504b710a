import { duplex } from '../../../src/modem/fsk/modes.ts'
import { edt, type Channel } from '../../../src/modem/fsk/channel.ts'
import type { ModeName } from '../../../src/modem/mode.ts'
import { createMode } from '../../../src/modem/modes.ts'
import { textBy } from '../../modem/calls.ts'
import { spandspTypes } from '../../modem/fsk/spandsp.ts'
import { withNoise } from '../../modem/noise.ts'
import { coded, pcmOf, samplesOf } from './readers.ts'
import { distance, textOf } from './text.ts'

const [characters, seed] = [2000, 9207]

const modes: Readonly<Partial<Record<ModeName, Channel>>> = {
  edt,
  v21: duplex.v21.caller,
  'bell-103': duplex['bell-103'].caller,
  v23: duplex.v23.caller,
}

const noises = [undefined, 6, 3, 2, 0, -2]

/** A caller's telephone of each mode that goes by two tones, typed by hand. */
export function otherModes(say: (line: string) => void, only: string): void {
  const text = textOf(characters, seed)
  const heads = noises.map((snr) => (snr === undefined ? 'clean' : `${snr} dB`))
  say(`| wrong characters of 100, in ${text.length} | ${heads.join(' | ')} |`)
  say(`| --- | ${heads.map(() => '--:').join(' | ')} |`)
  for (const [name, channel] of Object.entries(modes).filter(([one]) => one.includes(only))) {
    const sent = spandspTypes(channel, text, { level: -13, offset: 0, seed })
    const cells = noises.map((snr) => {
      const noisy = snr === undefined ? sent : withNoise(sent, snr, seed + 1)
      const heard = samplesOf(coded(pcmOf(noisy)))
      const read = textBy(createMode(name as ModeName), heard)
      return read === '' ? 'none' : ((100 * distance(text, read)) / text.length).toFixed(2)
    })
    say(`| ${name} | ${cells.join(' | ')} |`)
  }
}
