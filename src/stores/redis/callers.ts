/** What is known of a caller: pointers to his latest calls, which lie elsewhere. */
import type { CallId, CaseNumber, Language } from '../../base/brand.ts'
import {
  type CallerHash,
  type CaseOfCaller,
  mostWrongGroups,
  type Opened,
  type OpenRequest,
  rememberedForMs,
} from '../../calls/call-store.ts'
import { parseKeyed, renderKeyed } from '../../calls/keyed-text.ts'
import { callerKey, callKey } from './keys.ts'
import type { Redis } from './redis.ts'

const mostCalls = 20

const mostBeginnings = 4

/** The other latest calls of this caller; the call itself is put among them. */
export async function recentCalls(
  redis: Redis,
  { caller, callId, at }: OpenRequest,
): Promise<readonly CallId[]> {
  if (caller === undefined) return []
  const key = callerKey(caller)
  const [, recent] = await Promise.all([
    redis.send(key, ['ZADD', key, String(at), callId]),
    redis.send(key, ['ZRANGE', key, '0', String(mostCalls), 'REV']),
    redis.send(key, ['ZREMRANGEBYRANK', key, '0', String(-1 - mostCalls)]),
    redis.send(key, ['PEXPIRE', key, String(rememberedForMs)]),
  ])
  return (recent as readonly CallId[]).filter((one) => one !== callId)
}

/** Two round trips; a call that is remembered no more is passed over. */
export async function casesOf(redis: Redis, caller: CallerHash): Promise<readonly CaseOfCaller[]> {
  const key = callerKey(caller)
  const callIds = await redis.send(key, ['ZRANGE', key, '0', String(mostCalls - 1), 'REV'])
  const cases = await Promise.all(
    (callIds as readonly CallId[]).map(async (callId) => {
      const call = callKey(callId)
      const values = await redis.send(call, ['HMGET', call, 'caseNumber', 'at'])
      const [caseNumber, at] = values as readonly (string | null)[]
      return { caseNumber: caseNumber as CaseNumber | null, at: Number(at) }
    }),
  )
  return cases
    .flatMap(({ caseNumber, at }) => (caseNumber === null ? [] : [{ caseNumber, at }]))
    .toSorted((one, other) => other.at - one.at)
}

const fields = ['keyed', 'language', 'at', 'caseNumber', 'confirmed', 'tries'] as const

const nothing = renderKeyed([])

type Known = Omit<Extract<Opened, { readonly kind: 'new' }>, 'kind' | 'caseNumber'>

/** Of calls that are still remembered: what they brought in, the latest first, and the last language chosen. */
export async function whatCallsBroughtIn(redis: Redis, callIds: readonly CallId[]): Promise<Known> {
  const calls = await Promise.all(
    callIds.map(async (callId) => {
      const key = callKey(callId)
      const values = await redis.send(key, ['HMGET', key, ...fields])
      const [keyed, language, at, caseNumber, confirmed, tries] = values as readonly (
        string | null
      )[]
      return {
        keyed: keyed ?? nothing,
        language,
        at: Number(at),
        caseNumber: caseNumber as CaseNumber,
        confirmed,
        tries: Number(tries),
      }
    }),
  )
  const latest = calls.toSorted((one, other) => other.at - one.at)
  const keyed = [...new Set(latest.map((call) => call.keyed))].map(parseKeyed)
  const remembered = latest.find(({ language }) => typeof language === 'string')?.language
  const last = latest.find((call) => call.keyed !== nothing || typeof call.confirmed === 'string')
  const mayHearAgain = last?.keyed === nothing && last.tries < mostWrongGroups
  return {
    beginnings: keyed.filter((items) => items.length > 0).slice(0, mostBeginnings),
    ...(mayHearAgain && { finished: last.caseNumber }),
    ...(typeof remembered === 'string' && { remembered: remembered as Language }),
  }
}
