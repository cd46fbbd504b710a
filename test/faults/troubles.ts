import { setTimeout as pause } from 'node:timers/promises'
import { seededChance } from '../../src/phone/index.ts'
import type { Fleet } from '../support/fleet.ts'

/** One thing that goes wrong, from its beginning until it is over. */
export type Trouble = {
  readonly name: string
  readonly happen: (fleet: Fleet) => Promise<void>
}

/** Redis is killed, and started again at once; what it had kept is on its disk. */
export const redisRestarts: Trouble = {
  name: 'Redis killed and started',
  happen: async ({ redis }) => {
    await redis.kill('redis')
    await redis.start('redis')
  },
}

/** Far longer than a replica needs to take over. */
const takingOverInMs = 60_000

/** A primary of a Cluster, or the one under Sentinel, is killed; it comes back when another has taken its place. */
export const primaryDies: Trouble = {
  name: 'a primary killed',
  happen: async ({ redis }) => {
    const before = await redis.primaries()
    const dying = before.at(0) ?? ''
    await redis.kill(dying)
    const begun = performance.now()
    while ((await redis.primaries()).every((name) => before.includes(name))) {
      if (performance.now() - begun > takingOverInMs) throw new Error('no replica takes over')
      await pause(100)
    }
    await pause(3_000)
    await redis.start(dying)
  },
}

export const postgresAway: Trouble = {
  name: 'Postgres away for 10 s',
  happen: async ({ postgres }) => {
    await postgres.kill()
    await pause(10_000)
    await postgres.start()
  },
}

/** It is neither dead nor alive: its connections stay, and nothing comes of them. */
export const replicaFreezes: Trouble = {
  name: 'a replica frozen for 20 s',
  happen: async ({ replicas }) => {
    const [frozen] = replicas
    await frozen?.isUp()
    frozen?.signal('SIGSTOP')
    await pause(20_000)
    frozen?.signal('SIGCONT')
  },
}

/** Kills a replica every so often until the signal, but never the last that is open; says how many it killed. */
export async function killReplicas(
  { replicas, balancer }: Fleet,
  everyMs: number,
  signal: AbortSignal,
): Promise<number> {
  const chance = seededChance(7)
  let killed = 0
  while (!signal.aborted) {
    await pause(everyMs, undefined, { signal }).catch(() => {})
    const up = replicas.filter(({ port }) => port() !== undefined)
    const one = up[chance.below(up.length)]
    if (signal.aborted || balancer.open() < 2 || one === undefined) continue
    one.signal('SIGKILL')
    killed += 1
  }
  return killed
}
