import { placeCall, type CallOptions } from '../call.ts'
import { seededChance } from '../chance.ts'
import { pause, type Clock } from '../clock.ts'
import type { Ended } from '../events.ts'
import type { Understand } from '../understand/understand.ts'
import { virtualClock } from '../virtual-clock.ts'
import { roleOf, type CallerName, type Role } from './cast.ts'
import { blankNotes, type Notes } from './notes.ts'
import { createPerson } from './person.ts'
import { randomKeys } from './random-keys.ts'
import type { Replies } from './replies.ts'

export type Story = {
  readonly calls: readonly Ended[]
  readonly notes: Notes
  /** Every ID he had was answered with a whole confirmation ID, or the last word was a refusal, or neither. */
  readonly outcome: 'confirmed' | 'refused' | 'open'
  /** Keys that were pressed while the line was deaf. */
  readonly lostKeys: number
}

export type Telling = Pick<
  CallOptions,
  'line' | 'from' | 'to' | 'gapInMs' | 'world' | 'extra' | 'ringInMs' | 'switchboard'
> & {
  readonly caller: CallerName | Role
  readonly seed: number
  /** The installation IDs of his machines, nine groups each; a caller with one machine takes the first. */
  readonly ids: readonly (readonly string[])[]
  /** Slips on top of the caller's own. */
  readonly slips?: number
  readonly understand: Understand
  readonly language?: string
  /** What he says to a person. */
  readonly replies?: Replies
  /** Shared with whoever he is to meet; by default a virtual one of his own. */
  readonly clock?: Clock
}

/** One scripted caller's whole story: one call, or two when he was cut off. */
export async function tellStory(telling: Telling): Promise<Story> {
  const clock = telling.clock ?? virtualClock()
  const chance = seededChance(telling.seed)
  const casting = chance.fork()
  const role = typeof telling.caller === 'string' ? roleOf(telling.caller, casting) : telling.caller
  const person = createPerson({
    manner: role.manner,
    quirk: role.quirk,
    ids: telling.ids.slice(0, role.machines),
    slips: role.slips + (telling.slips ?? 0),
    understand: telling.understand,
    clock,
    chance: chance.fork(),
    ...(telling.language !== undefined && { language: telling.language }),
    ...(telling.replies && { replies: telling.replies }),
  })
  const isRandom = telling.caller === 'random'
  const keys = chance.fork()
  const { line, from, to, gapInMs, world, extra, ringInMs, switchboard } = telling
  const place = async (): Promise<Ended> =>
    placeCall({
      line,
      from,
      to,
      clock,
      chance: chance.fork(),
      ...(gapInMs !== undefined && { gapInMs }),
      ...(world !== undefined && { world }),
      ...(extra !== undefined && { extra }),
      ...(ringInMs !== undefined && { ringInMs }),
      ...(switchboard && { switchboard }),
      caller: isRandom ? (call) => randomKeys(call, { clock, chance: keys }) : person.takeUp,
    }).ended

  const first = await place()
  const calls = [first]
  if (role.quirk.kind === 'cut-off' && first.reason === 'caller') {
    await pause(clock, chance.between(20_000, 60_000), new AbortController().signal)
    calls.push(await place())
  }
  const notes = isRandom ? blankNotes : person.notes()
  return { calls, notes, outcome: outcomeOf(notes, role.machines), lostKeys: lostIn(calls) }
}

function outcomeOf(notes: Notes, machines: number): Story['outcome'] {
  if (notes.answers.length >= machines) return 'confirmed'
  return notes.isRefused ? 'refused' : 'open'
}

function lostIn(calls: readonly Ended[]): number {
  return calls
    .flatMap(({ events }) => events)
    .filter((event) => event.kind === 'pressed' && !event.heard).length
}
