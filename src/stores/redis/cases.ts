/** What a case number, or a pair of groups, leads to: a pointer to its call, and what is true of that. */
import type { CallId, CaseNumber, InstallationId } from '../../base/brand.ts'
import type { Keyed } from '../../base/keyed.ts'
import {
  mostWrongGroups,
  type PairHash,
  type PairsNoted,
  type Proof,
  type Recall,
  rememberedForMs,
} from '../../calls/call-store.ts'
import { parseKeyed } from '../../calls/keyed-text.ts'
import type { Proved } from '../../dialogue/input.ts'
import { splitDigits } from '../../identifiers/digit-groups.ts'
import { callKey, caseKey, pairKey } from './keys.ts'
import type { Redis } from './redis.ts'
import { run } from './script.ts'
import { countTry, takeBackTry } from './scripts.ts'

/** Two round trips. */
export async function recall(redis: Redis, caseNumber: CaseNumber): Promise<Recall> {
  const key = await callAt(redis, caseKey(caseNumber))
  if (key === undefined) return { kind: 'unknown' }
  const values = await redis.send(key, ['HMGET', key, 'keyed', 'confirmed', 'tries'])
  const [keyed, confirmed, tries] = values as readonly (string | null)[]
  const beginning = parseKeyed(keyed ?? '[]')
  if (beginning.length > 0) return { kind: 'open', beginning }
  if (typeof confirmed !== 'string') return { kind: 'unknown' }
  return { kind: Number(tries) < mostWrongGroups ? 'finished' : 'closed' }
}

/** Three round trips where the group is right: a try is counted before it is compared. */
export async function prove(redis: Redis, proof: Proof): Promise<Proved> {
  const { caseNumber, group, digits } = proof
  const key = await callAt(redis, caseKey(caseNumber))
  if (key === undefined) return { kind: 'closed' }
  const counted = await run(redis, countTry, [key, String(mostWrongGroups)])
  if (counted === null) return { kind: 'closed' }
  const [confirmed, tries] = counted as readonly [string, number]
  const installationId = splitDigits(confirmed, 9) as readonly string[] as InstallationId
  if (installationId[group - 1] !== digits)
    return { kind: tries < mostWrongGroups ? 'wrong' : 'closed' }
  await run(redis, takeBackTry, [key])
  return { kind: 'right', installationId }
}

export async function notePairs(redis: Redis, { callId, pairs }: PairsNoted): Promise<void> {
  const set = async (key: string): Promise<unknown> =>
    redis.send(key, ['SET', key, callId, 'PX', String(rememberedForMs)])
  await Promise.all(pairs.map((pair) => set(pairKey(pair))))
}

/** Two round trips. */
export async function recallPair(redis: Redis, pair: PairHash): Promise<Keyed | undefined> {
  const key = await callAt(redis, pairKey(pair))
  const text = key && (await redis.send(key, ['HGET', key, 'keyed']))
  const keyed = typeof text === 'string' ? parseKeyed(text) : []
  return keyed.length > 0 ? keyed : undefined
}

/** The key of the call to which a pointer leads. */
async function callAt(redis: Redis, key: string): Promise<string | undefined> {
  const callId = await redis.send(key, ['GET', key])
  return typeof callId === 'string' ? callKey(callId as CallId) : undefined
}
