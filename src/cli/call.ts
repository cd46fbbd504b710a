import { randomInt } from 'node:crypto'
import { Command, InvalidArgumentError } from 'commander'
import { readEnvironment } from '../config.ts'
import { ours } from '../line/configuration.ts'
import {
  callerNames,
  clockTime,
  createUnderstanding,
  isCallerName,
  readSpokenLocales,
  tellStory,
  transcriptOf,
  type CallerName,
  type Story,
} from '../phone/index.ts'
import { print, wholeNumber } from './arguments.ts'
import { findCallee } from './call/callee.ts'
import { chooseIds } from './call/ids.ts'
import { Refusal } from './refusal.ts'

type Options = {
  readonly to: string
  readonly caller: CallerName
  readonly from?: string
  readonly seed?: number
  readonly gap: number
  readonly slips: number
  readonly language?: string
  readonly installationId: readonly string[]
  readonly state?: string
  readonly url?: string
  readonly json?: boolean
}

/** `activation-line call`: a scripted telephone call against a running line, its transcript on screen. */
export function callCommand(): Command {
  return new Command('call')
    .description('make a scripted telephone call to a running line, and print its transcript')
    .requiredOption('--to <number>', 'a number of the line; of a demo also its country, such as NL')
    .option('--caller <name>', `who calls: ${callerNames.join(', ')}`, callerName, 'fluent')
    .option('--from <number>', "the caller's number (default: one that has hardly called before)")
    .option('--seed <number>', 'the same seed, the same call', wholeNumber(0, 4_294_967_295))
    .option('--gap <seconds>', 'about how long the line is deaf between two turns', seconds, 0.7)
    .option('--slips <number>', "typing errors on top of the caller's own", wholeNumber(0, 20), 0)
    .option('--language <tag>', 'the only language the caller understands (default: the first)')
    .option(
      '--installation-id <digits>',
      "63 digits (default: what this machine's wizard shows, else a demo's); repeat it for two machines",
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--state <file>', 'where the wizard remembers (default: a file of this user)')
    .option(
      '--url <address>',
      'where the line is (default: the demo in this folder, or the settings)',
    )
    .option('--json', 'print the result as JSON')
    .action(call)
}

/** Exit status 0 when every ID was confirmed. */
async function call(options: Options): Promise<void> {
  const environment = readEnvironment()
  const { line, numbers, demo } = findCallee(environment, options.url)
  const ids = chooseIds(options, { environment, demo })
  const seed = options.seed ?? randomInt(1_000_000)
  const story = await tellStory({
    line,
    to: numbers.find(({ country }) => country === options.to)?.number ?? options.to,
    from: options.from ?? `+316${randomInt(10_000_000, 100_000_000)}`,
    caller: options.caller,
    seed,
    slips: options.slips,
    gapInMs: options.gap * 1000,
    ids: ids.groups,
    understand: createUnderstanding(readSpokenLocales(ours('locales'))),
    ...(options.language !== undefined && { language: options.language }),
  })
  holdToReached(story, line.via ?? line.url)
  if (story.outcome !== 'confirmed') process.exitCode = 1
  print(
    resultOf(story, { ...options, seed }),
    wordsOf(story, { ...options, seed, ids: ids.whose }),
    options.json,
  )
}

/** Throws when the line was not there at all, or takes another's signature. */
function holdToReached(story: Story, url: string): void {
  const events = story.calls[0]?.events ?? []
  const first = events.find((event) => event.kind === 'request')
  if (first?.status === 0) {
    throw new Refusal(`nobody answers at ${url}: start a line with npm start, or give --url`)
  }
  if (first?.status === 403) {
    throw new Refusal(
      `the line at ${url} does not take this signature: another line runs there, or its PUBLIC_URL or token is another`,
    )
  }
}

function resultOf(story: Story, { caller, seed }: { caller: CallerName; seed: number }): object {
  const { outcome, notes, lostKeys, calls } = story
  return {
    outcome,
    caller,
    seed,
    confirmationIds: notes.answers,
    questions: notes.questions,
    lostKeys,
    ...(notes.caseNumber !== '' && { caseNumber: notes.caseNumber }),
    calls: calls.map(({ reason, durationInMs, events }) => ({
      reason,
      seconds: Math.round(durationInMs / 1000),
      transcript: transcriptOf(events),
    })),
  }
}

type Telling = Pick<Options, 'caller'> & { readonly seed: number; readonly ids: string }

function wordsOf(story: Story, { caller, seed, ids }: Telling): readonly string[] {
  const calls = story.calls.flatMap(({ events }) => [
    ...transcriptOf(events).map(
      ({ at, who, text }) =>
        `${clockTime(at)}  ${who === 'network' ? '·' : who.padEnd(6)}  ${text}`,
    ),
    '',
  ])
  return [
    `Caller ${caller}, seed ${seed}; ${ids}. Keys in [brackets] came while the line could not hear.`,
    '',
    ...calls,
    ...endOf(story),
  ]
}

function endOf({ outcome, notes, calls }: Story): readonly string[] {
  const lasted = calls.reduce((sum, { durationInMs }) => sum + durationInMs, 0)
  switch (outcome) {
    case 'confirmed':
      return [
        `Confirmed after ${clockTime(lasted)}. The confirmation ID:`,
        ...notes.answers.map((blocks) => `    ${blocks.join(' ')}`),
      ]
    case 'refused':
      return [`Refused after ${clockTime(lasted)}.`]
    case 'open':
      return [`Not confirmed after ${clockTime(lasted)}.`]
  }
}

function callerName(name: string): CallerName {
  if (isCallerName(name)) return name
  throw new InvalidArgumentError(`It must be one of ${callerNames.join(', ')}.`)
}

function seconds(text: string): number {
  const value = /^\d{1,2}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (value <= 10) return value
  throw new InvalidArgumentError('It must be a number from 0 to 10.')
}
