import { randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { readEnvironment } from '../../config.ts'
import { textModeOf, textModes, textMachine, type TextMode } from '../../phone/text-machine.ts'
import { realClock } from '../../phone/clock.ts'
import { fastClock } from '../../phone/live-clock.ts'
import { clockTime, placeCall, seededChance, virtualClock } from '../../phone/index.ts'
import type { Sheet } from '../../phone/callers/text/text-caller.ts'
import { findCallee } from '../call/callee.ts'
import { chooseIds } from '../call/ids.ts'
import { wholeNumber } from '../arguments.ts'
import { Refusal } from '../refusal.ts'
import { scriptedCaller, textCallerNames, type TextCallerName } from './scripted-caller.ts'
import { recorder } from './recorder.ts'
import { writeWav } from './write-wav.ts'

type Options = {
  readonly to: string
  readonly caller: TextCallerName
  readonly mode?: TextMode
  readonly speed?: number
  readonly from?: string
  readonly seed?: number
  readonly language?: string
  readonly installationId: readonly string[]
  readonly state?: string
  readonly url?: string
  readonly save?: string
}

/** `activation-line tty call`: somebody with a text telephone calls a running line; both sides' text on screen. */
export function ttyCallCommand(): Command {
  return new Command('call')
    .description(
      'make a scripted call by text telephone to a running line, and print what is typed',
    )
    .requiredOption(
      '--to <number>',
      'a number for text telephones; of a demo also its country, such as GB',
    )
    .option('--caller <name>', `who calls: ${textCallerNames.join(', ')}`, callerName, 'by-hand')
    .option('--mode <name>', `how his machine writes: ${textModes.join(', ')}`, modeName)
    .option(
      '--speed <number>',
      'how many times as fast as a real call (default: of a demo as fast as it goes, else 1)',
      wholeNumber(1, 100),
    )
    .option('--from <number>', "the caller's number (default: one that has hardly called before)")
    .option('--seed <number>', 'the same seed, the same caller', wholeNumber(0, 4_294_967_295))
    .option(
      '--language <tag>',
      'the language that the caller reads (default: of a demo the first of the number, else en)',
    )
    .option(
      '--installation-id <digits>',
      "63 digits (default: what this machine's wizard shows, else a demo's)",
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--state <file>', 'where the wizard remembers (default: a file of this user)')
    .option(
      '--url <address>',
      'where the line is (default: the demo in this folder, or the settings)',
    )
    .option('--save <file>', 'write both directions as a stereo WAV file, the caller on the left')
    .action(call)
}

/** Exit status 0 when the ID was confirmed. */
async function call(options: Options): Promise<void> {
  const environment = readEnvironment()
  const { line, numbers, demo } = findCallee(environment, options.url)
  const { groups, whose } = chooseIds(options, { environment, demo })
  const [id = []] = groups
  const seed = options.seed ?? randomInt(1_000_000)
  const chance = seededChance(seed)
  const found = numbers.find(
    ({ country, number, kind }) =>
      kind !== 'voice' && (country === options.to || number === options.to),
  )
  const mode = options.mode ?? textModeOf(usualModes[found?.country ?? ''])
  const language = options.language ?? found?.languages[0] ?? 'en'
  const caller = scriptedCaller(options.caller, { id, language, chance })
  const talk = caller.takeUp(textMachine(mode))
  let shown = 0
  const tape = recorder((heard) => {
    const sound = talk.frame(heard)
    const sheets = caller.sheets()
    for (const sheet of sheets.slice(shown)) console.log(rowsOf(sheet).join('\n'))
    shown = sheets.length
    return sound
  })
  console.log(`Caller ${options.caller}, seed ${seed}, ${mode}; ${whose}.\n`)

  const ended = await placeCall({
    line,
    from: options.from ?? `+4477009${randomInt(10_000, 100_000)}`,
    to: found?.number ?? options.to,
    clock: clockOf(options.speed ?? (demo === undefined ? 1 : 0)),
    chance: chance.fork(),
    sound: tape.sound(() => talk.hasHungUp()),
    caller: (placed) => {
      tape.onHangUp(placed.hangUp)
      return { hear: () => {} }
    },
  }).ended

  const first = ended.events.find((event) => event.kind === 'request')
  if (first?.status === 0) throw new Refusal(`nobody answers at ${line.via ?? line.url}`)
  if (options.save !== undefined) writeFileSync(options.save, writeWav(...tape.channels()))
  const { answers } = caller.notes()
  console.log('')
  if (answers.length === 0) {
    console.log(`Not confirmed after ${clockTime(ended.durationInMs)}.`)
    process.exitCode = 1
    return
  }
  console.log(`Confirmed after ${clockTime(ended.durationInMs)}. The confirmation ID:`)
  for (const blocks of answers) console.log(`    ${blocks.join(' ')}`)
}

/** The rows of a message below one another, the first with its time. */
function rowsOf({ at, who, text }: Sheet): readonly string[] {
  const [row = '', ...rows] = text.trim().split(/[\r\n]+/)
  const margin = ' '.repeat(17)
  return [`${clockTime(at)}  ${who.padEnd(6)}  ${row}`, ...rows.map((further) => margin + further)]
}

/** Where text telephones write at 50 baud (V.18, Appendix I). */
const usualModes: Readonly<Record<string, readonly TextMode[]>> = {
  GB: ['baudot-50'],
  IE: ['baudot-50'],
  AU: ['baudot-50'],
}

function clockOf(speed: number): ReturnType<typeof virtualClock> {
  if (speed === 0) return virtualClock()
  return speed === 1 ? realClock : fastClock(speed)
}

function modeName(name: string): TextMode {
  const found = textModes.find((mode) => mode === name)
  if (found !== undefined) return found
  throw new InvalidArgumentError(`It must be one of ${textModes.join(', ')}.`)
}

function callerName(name: string): TextCallerName {
  const found = textCallerNames.find((one) => one === name)
  if (found !== undefined) return found
  throw new InvalidArgumentError(`It must be one of ${textCallerNames.join(', ')}.`)
}
