import { readFileSync, writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { createAnswering } from '../modem/answering.ts'
import { createSender } from '../modem/baudot/mode.ts'
import type { Heard, Listener, ModeName, Sender, Side } from '../modem/mode.ts'
import { createMode } from '../modem/modes.ts'
import { ttyCallCommand } from './tty/call.ts'
import { readWav } from './tty/read-wav.ts'
import { resample } from './tty/resample.ts'
import { writeWav } from './tty/write-wav.ts'

/** `activation-line tty …`: what a text telephone typed in a recording, and the sound of what one types. */
export function ttyCommand(): Command {
  const tty = new Command('tty').description('the sound of text telephones')

  tty
    .command('decode')
    .description('print what was typed in a WAV file; ~ stands for what could not be read')
    .argument('<file>', 'PCM of 8 or 16 bits or mu-law, at any rate')
    .addOption(mode('how it was sent', ['auto', ...modes], 'auto'))
    .addOption(side())
    .option('--confidence', 'one character a line, with its time in seconds and its confidence')
    .option('--json', 'print all that is known of each character as JSON')
    .action(decode)

  tty
    .command('encode')
    .description('write the sound of a text as a WAV file')
    .requiredOption('--text <text>', 'what is typed')
    .addOption(mode('how it is sent', modes, 'baudot'))
    .addOption(side())
    .option('--baud <baud>', 'of Baudot: 50 in Great Britain, Ireland and Australia', baud, 45.45)
    .argument('<file>', 'where to write it')
    .action((file: string, { text, ...how }: Encoding) => {
      writeFileSync(file, writeWav(soundOf(text, senderOf(how))))
    })
  tty.addCommand(ttyCallCommand())
  return tty
}

const modes = ['baudot', 'edt', 'v21', 'bell-103', 'v23', 'dtmf'] as const
const everyMode: readonly ModeName[] = ['baudot-45', 'edt', 'v21', 'bell-103', 'v23', 'dtmf']

type Mode = (typeof modes)[number]
type Options = {
  readonly mode: Mode | 'auto'
  readonly side: Side
  readonly confidence?: boolean
  readonly json?: boolean
}
type Encoding = {
  readonly text: string
  readonly mode: Mode
  readonly side: Side
  readonly baud: number
}

function decode(file: string, { mode: wanted, side: whose, confidence, json }: Options): void {
  const listener = listenerOf(wanted, whose)
  const sound = resample(readWav(readFileSync(file)))
  const heard = [...listener.push(sound), ...listener.push(after)]
  if (json === true) console.log(JSON.stringify(heard))
  else if (confidence === true) console.log(heard.map(withConfidence).join('\n'))
  else console.log(heard.map(printed).join(''))
}

function listenerOf(wanted: Mode | 'auto', whose: Side): Listener {
  if (wanted === 'auto') return createAnswering(everyMode)
  return createMode(nameOf(wanted), whose === 'caller' ? 'answerer' : 'caller').hear()
}

function senderOf({ mode: wanted, side: whose, baud: rate }: Omit<Encoding, 'text'>): Sender {
  return wanted === 'baudot'
    ? createSender({ baud: rate })
    : createMode(nameOf(wanted), whose).speak()
}

function nameOf(wanted: Mode): ModeName {
  return wanted === 'baudot' ? 'baudot-45' : wanted
}

/** What is sent, and 300 ms more: a carrier would never end. */
function soundOf(text: string, sender: Sender): Float32Array {
  const frames: Float32Array[] = []
  sender.write(text)
  for (let left = afterFrames; left > 0; left -= sender.waiting() === 0 ? 1 : 0) {
    const frame = new Float32Array(frameSamples)
    sender.fill(frame)
    frames.push(frame)
  }
  const sound = new Float32Array(frames.length * frameSamples)
  frames.forEach((frame, index) => sound.set(frame, index * frameSamples))
  return sound
}

const frameSamples = 160
/** The last character of Baudot is still sent when none waits, and its mark stands for 300 ms. */
const afterFrames = 25

/** So much silence that the last character is certain. */
const after = new Float32Array(16_000)

function printed(heard: Heard): string {
  return heard.kind === 'garble' ? '~' : heard.text
}

function withConfidence(heard: Heard): string {
  const sure = heard.kind === 'garble' ? 0 : heard.confidence
  return `${(heard.atMs / 1000).toFixed(2)}\t${sure.toFixed(2)}\t${JSON.stringify(printed(heard))}`
}

function mode(what: string, choices: readonly string[], usual: string): Option {
  return new Option('--mode <mode>', what).choices(choices).default(usual)
}

/** The two sides of a call have other tones in modes that go both ways at once. */
function side(): Option {
  return new Option('--side <side>', 'who typed it, in V.21, Bell 103 and V.23')
    .choices(['caller', 'answerer'])
    .default('caller')
}

function baud(text: string): number {
  const value = Number(text)
  if (value >= 40 && value <= 60) return value
  throw new InvalidArgumentError('It must be from 40 to 60.')
}
