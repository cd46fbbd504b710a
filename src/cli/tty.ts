import { readFileSync, writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { encode } from '../modem/baudot/encode.ts'
import { createListener } from '../modem/baudot/listen.ts'
import { transmit } from '../modem/baudot/signal/transmit.ts'
import type { Heard } from '../modem/mode.ts'
import { readWav } from './tty/read-wav.ts'
import { resample } from './tty/resample.ts'
import { writeWav } from './tty/write-wav.ts'

/** `activation-line tty …`: what a text telephone typed in a recording, and the sound of what one types. */
export function ttyCommand(): Command {
  const tty = new Command('tty').description('the sound of text telephones (Baudot)')

  tty
    .command('decode')
    .description('print what was typed in a WAV file; ~ stands for what could not be read')
    .argument('<file>', 'PCM of 8 or 16 bits or mu-law, at any rate')
    .option('--confidence', 'one character a line, with its time in seconds and its confidence')
    .option('--json', 'print all that is known of each character as JSON')
    .action(decode)

  tty
    .command('encode')
    .description('write the sound of a text as a WAV file')
    .requiredOption('--text <text>', 'what is typed')
    .option('--baud <baud>', '45.45, or 50 as in Great Britain, Ireland and Australia', baud, 45.45)
    .argument('<file>', 'where to write it')
    .action((file: string, options: { readonly text: string; readonly baud: number }) => {
      writeFileSync(file, writeWav(transmit(encode(options.text), { baud: options.baud })))
    })
  return tty
}

type Options = { readonly confidence?: boolean; readonly json?: boolean }

function decode(file: string, { confidence, json }: Options): void {
  const listener = createListener()
  const heard = [...listener.push(resample(readWav(readFileSync(file)))), ...listener.push(after)]
  if (json === true) console.log(JSON.stringify(heard))
  else if (confidence === true) console.log(heard.map(withConfidence).join('\n'))
  else console.log(heard.map(printed).join(''))
}

/** So much silence that the last character is certain. */
const after = new Float32Array(16_000)

function printed(heard: Heard): string {
  return heard.kind === 'garble' ? '~' : heard.text
}

function withConfidence(heard: Heard): string {
  const sure = heard.kind === 'garble' ? 0 : heard.confidence
  return `${(heard.atMs / 1000).toFixed(2)}\t${sure.toFixed(2)}\t${JSON.stringify(printed(heard))}`
}

function baud(text: string): number {
  const value = Number(text)
  if (value >= 40 && value <= 60) return value
  throw new InvalidArgumentError('It must be from 40 to 60.')
}
