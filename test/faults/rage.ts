/** Callers, and all that goes wrong while they call: what must hold, and every count. */
import { setTimeout as pause } from 'node:timers/promises'
import { seededChance } from '../../src/phone/index.ts'
import type { Mishap } from '../support/balancer.ts'
import { withFleet, type Fleet } from '../support/fleet.ts'
import type { TopologyName } from '../support/redis-topologies.ts'
import { product } from '../support/whole-line.ts'
import { callerOf, prepareKeys } from './callers.ts'
import { auditPostgres, type Audit } from './standing.ts'
import { playStory, type Story } from './story.ts'
import { killReplicas, type Trouble } from './troubles.ts'

export type Rage = {
  readonly topology: TopologyName
  /** There are so many at least; the troubles come again until they have called, and calls go on until those are over. */
  readonly callers: number
  readonly atATime: number
  /** One after the other, each begun after so long a rest. */
  readonly troubles: readonly Trouble[]
  readonly restInMs: number
  readonly killEveryMs: number
  readonly firstSeed: number
}

export type Findings = {
  /** What must not be, one sentence each. */
  readonly wrong: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

/** The counts, a line each. */
export function tell(counts: Findings['counts']): string {
  const lines = Object.entries(counts).map(
    ([what, count]) => `${String(count).padStart(7)}  ${what}`,
  )
  return `${lines.join('\n')}\n`
}

/** In a hundred webhooks one comes twice, one late, and one once more behind the next. */
const mishaps: readonly Mishap[] = ['duplicated', 'late', 'reordered']

export async function rageAgainst(rage: Rage): Promise<Findings> {
  const chance = seededChance(rage.firstSeed)
  const mishap = (): Mishap | undefined => mishaps[Math.floor(chance.next() * 100)]
  const { topology } = rage
  const find = await withFleet({ replicas: 3, topology, mishap, prepare: prepareKeys }, (fleet) =>
    playOn(fleet, rage),
  )
  // What came in late has come in by now, and the processes have written all they will.
  return find()
}

async function playOn(fleet: Fleet, rage: Rage): Promise<() => Findings> {
  const line = { ...fleet.line, overrides: 'rc=2&rp=ct,rt,5xx&rt=4000' }
  const stories: Story[] = []
  const over = new AbortController()
  let nextSeed = rage.firstSeed
  const lane = async (): Promise<void> => {
    while (!over.signal.aborted) {
      nextSeed += 1
      stories.push(await playStory(callerOf(nextSeed, fleet.numbers), line))
    }
  }
  const happened: string[] = []
  const killing = killReplicas(fleet, rage.killEveryMs, over.signal)
  const going = Promise.all(Array.from({ length: rage.atATime }, lane))
  do {
    for (const { name, happen } of rage.troubles) {
      await pause(rage.restInMs)
      await happen(fleet)
      happened.push(name)
    }
    await pause(rage.restInMs)
  } while (stories.length < rage.callers)
  over.abort()
  const killed = await killing
  await going
  const audit = await auditPostgres(fleet.postgres.url)
  const missing = missingIn(stories, audit)
  return () => ({
    wrong: [
      ...wrongIn(stories, rage.topology),
      ...audit.wrong,
      ...missing,
      ...fleet.balancer.differing,
    ],
    counts: countsOf(stories, fleet, {
      'webhooks answered in two ways': fleet.balancer.differing.length,
      'slots counted twice': audit.wrong.length,
      'confirmations missing in the ledger': missing.length,
      'replicas killed': killed,
      ...counted(happened),
    }),
  })
}

/** Sentinel and Cluster copy what was answered afterwards: a failover may lose the last moment, which is counted alone. */
function wrongIn(stories: readonly Story[], topology: TopologyName): readonly string[] {
  const mayLose = topology !== 'single'
  return stories.flatMap((story) => [
    ...(story.outcome === 'right' ? [] : [`${story.outcome}: ${story.transcript()}`]),
    ...(story.askedAgain.length === 0 || mayLose
      ? []
      : [`asked again, ${story.askedAgain.join(', ')}: ${story.transcript()}`]),
  ])
}

function missingIn(stories: readonly Story[], { confirmed }: Audit): readonly string[] {
  const known = new Set(confirmed.map(({ serial, hardware }) => nameOf(serial, hardware)))
  return stories
    .filter(({ caller, confirmed: isTold }) => {
      return isTold && !known.has(nameOf(caller.serial, caller.hardware))
    })
    .map(({ caller }) => `caller ${caller.seed} was told an answer that the ledger does not know`)
}

function nameOf(serial: number, hardware: Uint8Array): string {
  return `${product}/${serial}/${Buffer.from(hardware).toString('hex')}`
}

function countsOf(
  stories: readonly Story[],
  { replicas, balancer }: Fleet,
  found: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const ends = stories.flatMap((story) => story.ends)
  const faults = replicas.flatMap((replica) => [...replica.faults])
  return {
    callers: stories.length,
    calls: ends.length,
    'callers with their own answer': stories.filter(({ confirmed }) => confirmed).length,
    'callers refused as their key deserves': stories.filter(
      ({ outcome, confirmed }) => outcome === 'right' && !confirmed,
    ).length,
    'callers with anything else': stories.filter(({ outcome }) => outcome !== 'right').length,
    'callers who had to call again': stories.filter((story) => story.ends.length > 1).length,
    ...prefixed('a call ended: ', counted(ends)),
    'groups asked again that were accepted': stories.flatMap((story) => story.askedAgain).length,
    ...found,
    'tries beyond the first': stories.reduce((sum, { retries }) => sum + retries, 0),
    ...prefixed('webhooks: ', Object.fromEntries(balancer.counts)),
    ...prefixed(
      'in the logs: ',
      faults.reduce<Record<string, number>>(
        (sums, [code, times]) => ({ ...sums, [code]: (sums[code] ?? 0) + times }),
        {},
      ),
    ),
  }
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]),
  )
}

function prefixed(
  prefix: string,
  counts: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [prefix + name, count]))
}
