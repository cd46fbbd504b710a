import { setTimeout as pause } from 'node:timers/promises'
import { roleOf } from '../../src/phone/callers/cast.ts'
import { createPerson, type Person } from '../../src/phone/callers/person.ts'
import {
  createUnderstanding,
  pause as pauseOn,
  placeCall,
  readSpokenLocales,
  seededChance,
  transcriptOf,
  virtualClock,
  type CallEvent,
  type Clock,
  type Ended,
  type Line,
} from '../../src/phone/index.ts'
import type { PromptKey } from '../../src/phone/understand/meaning.ts'
import { followAccepted } from './accepted.ts'
import type { Caller } from './callers.ts'
import { promptsOf } from './prompts-heard.ts'

/** How one call ended. */
export type CallEnd =
  | 'confirmed'
  | 'refused'
  | 'hung up in the midst of it'
  | 'not now, with a case number'
  | 'not now, before anything was keyed'
  | 'an apology'
  | 'no line'
  | 'open'

/** What became of one caller, over all his calls. */
export type Story = {
  readonly caller: Caller
  readonly ends: readonly CallEnd[]
  /** He has what he deserves: his own answer, or the refusal of his key. */
  readonly outcome: 'right' | 'wrong' | 'nothing'
  readonly confirmed: boolean
  readonly askedAgain: readonly string[]
  /** Tries beyond the first, of all requests. */
  readonly retries: number
  /** For whoever has to find out why. */
  readonly transcript: () => string
}

/** Whoever has not got through after so many calls gives up. */
const mostCalls = 15

/** Between two calls of one caller, on the clock on the wall: faults do not end sooner than they end. */
const beforeCallingAgainInMs = 1_500

/** So long a line that apologizes makes the caller wait before it asks again, less than it says. */
const waitsInMs = { 'apology.go-on': 2_000, 'apology.moment': 2_000, 'apology.busy': 4_000 }

/** Plays a caller until he has his answer or his refusal: he calls back whenever a call ends without. */
export async function playStory(caller: Caller, line: Line): Promise<Story> {
  const chance = seededChance(caller.seed)
  const { clock, onSaid } = clockForFaults()
  const role = roleOf(caller.name, chance.fork())
  const person = createPerson({
    manner: role.manner,
    quirk: role.quirk,
    ids: [caller.groups],
    slips: role.slips,
    understand,
    clock,
    chance: chance.fork(),
  })
  const accepted = followAccepted(caller.groups, understand)
  const calls: Ended[] = []
  const ends: CallEnd[] = []
  while (ends.length < mostCalls && !isSettled(person)) {
    if (ends.length > 0) {
      await pauseOn(clock, chance.between(20_000, 60_000), new AbortController().signal)
      await clock.during(() => pause(beforeCallingAgainInMs))
    }
    accepted.begin(ends.length > 0 && caller.from !== 'anonymous')
    const ended = await placeCall({
      line,
      from: caller.from,
      to: caller.to,
      clock,
      chance: chance.fork(),
      caller: (call) => {
        const ear = person.takeUp(call)
        return {
          hear: (event) => {
            accepted.hear(event)
            onSaid(event)
            ear.hear(event)
          },
        }
      },
    }).ended
    calls.push(ended)
    ends.push(endOf(ended, person))
  }
  const events = calls.flatMap((call) => call.events)
  const isClean = caller.deserved.kind === 'answer' && caller.name !== 'slips'
  return {
    caller,
    ends,
    outcome: outcomeOf(caller, person, events),
    confirmed: person.notes().answers.length > 0,
    askedAgain: isClean ? accepted.askedAgain() : [],
    retries: events.reduce(
      (sum, event) => sum + (event.kind === 'request' ? event.tries - 1 : 0),
      0,
    ),
    transcript: () => transcript(caller, calls),
  }
}

const locales = readSpokenLocales('locales')
const understand = createUnderstanding(locales)
const promptsIn = promptsOf(locales, ['unable', 'apology', 'refused'])

/** A virtual clock that stands still for as long as the line, in trouble, tells the caller to wait. */
function clockForFaults(): { readonly clock: Clock; readonly onSaid: (event: CallEvent) => void } {
  const clock = virtualClock()
  let waitInMs = 0
  return {
    clock: {
      ...clock,
      during: (work) =>
        clock.during(async () => {
          const ms = waitInMs
          waitInMs = 0
          if (ms > 0) await pause(ms)
          return work()
        }),
    },
    onSaid: (event) => {
      for (const prompt of promptsIn(event))
        if (prompt in waitsInMs) waitInMs = waitsInMs[prompt as keyof typeof waitsInMs]
    },
  }
}

function isSettled(person: Person): boolean {
  const { answers, isRefused } = person.notes()
  return answers.length > 0 || isRefused
}

function endOf({ reason, events }: Ended, person: Person): CallEnd {
  const { answers, isRefused } = person.notes()
  if (answers.length > 0) return 'confirmed'
  if (isRefused) return 'refused'
  const heard = new Set(events.flatMap(promptsIn))
  if (heard.has('unable.any-more')) return 'not now, with a case number'
  if (heard.has('unable.now')) return 'not now, before anything was keyed'
  if (reason === 'application-error') return 'no line'
  if (heard.has('apology.end') || heard.has('apology.still-busy')) return 'an apology'
  return reason === 'caller' ? 'hung up in the midst of it' : 'open'
}

function outcomeOf(
  { deserved }: Caller,
  person: Person,
  events: readonly CallEvent[],
): Story['outcome'] {
  const [answer] = person.notes().answers
  const refusal = events.flatMap(promptsIn).findLast((prompt) => isRefusal(prompt))
  if (answer !== undefined) {
    const isOwn = deserved.kind === 'answer' && deserved.blocks.join() === answer.join()
    return isOwn ? 'right' : 'wrong'
  }
  if (!person.notes().isRefused) return 'nothing'
  return deserved.kind === 'refusal' && deserved.prompt === refusal ? 'right' : 'wrong'
}

function isRefusal(prompt: PromptKey): boolean {
  return prompt.startsWith('refused.') && !/evidence|objection/.test(prompt)
}

function transcript({ seed, name, from }: Caller, calls: readonly Ended[]): string {
  const lines = calls.flatMap(({ events, reason }) => [
    `— a call; it ends by ${reason}`,
    ...transcriptOf(events).map(({ who, text }) => `${who.padEnd(7)}  ${text}`),
  ])
  return [`caller ${seed}, ${name}, ${from}`, ...lines].join('\n')
}
