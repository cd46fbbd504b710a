/**
 * The fault suite in full: `npm run faults [-- single|sentinel|cluster]`. Prints every count, and ends with status 1
 * where something is wrong. `FAULT_CALLERS` says how many call in each of the three, `FAULT_SEED` which.
 */
import type { TopologyName } from '../support/redis-topologies.ts'
import { rageAgainst, tell } from './rage.ts'
import {
  postgresAway,
  primaryDies,
  redisRestarts,
  replicaFreezes,
  type Trouble,
} from './troubles.ts'

const callers = Number(process.env['FAULT_CALLERS'] ?? 400)
const firstSeed = Number(process.env['FAULT_SEED'] ?? 1)

const troublesOf: Readonly<Record<TopologyName, readonly Trouble[]>> = {
  single: [redisRestarts, postgresAway, replicaFreezes, redisRestarts],
  sentinel: [primaryDies, postgresAway, primaryDies, replicaFreezes],
  cluster: [primaryDies, postgresAway, replicaFreezes, primaryDies],
}

for (const [name, troubles] of Object.entries(troublesOf)) {
  const [, , only = name] = process.argv
  if (only !== name) continue
  const topology = name as TopologyName
  const begun = performance.now()
  const { wrong, counts } = await rageAgainst({
    topology,
    callers,
    atATime: 8,
    troubles,
    restInMs: 5_000,
    killEveryMs: 2_000,
    firstSeed: firstSeed + 1_000_000 * Object.keys(troublesOf).indexOf(name),
  })
  const seconds = Math.round((performance.now() - begun) / 1000)
  process.stdout.write(`\n${name}, ${seconds} s\n${tell(counts)}`)
  for (const one of wrong) process.stdout.write(`\n${one}\n`)
  if (wrong.length > 0) process.exitCode = 1
}
