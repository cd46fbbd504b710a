/** A call's first webhook: its case number, and what is known of the caller. */
import type { CallId, CaseNumber } from '../../base/brand.ts'
import {
  caseNumberForMs,
  type Found,
  type Opened,
  type OpenRequest,
  rememberedForMs,
} from '../../calls/call-store.ts'
import { recentCalls, whatCallsBroughtIn } from './callers.ts'
import { foundIn } from './found.ts'
import { callKey, caseKey } from './keys.ts'
import type { Redis } from './redis.ts'
import { run } from './script.ts'
import { numberCall } from './scripts.ts'

/** One round trip; a second one where this caller has called before or the number drawn is taken. */
export async function openCall(redis: Redis, request: OpenRequest): Promise<Opened> {
  const [numbered, recent] = await Promise.all([
    takeCaseNumber(redis, request),
    recentCalls(redis, request),
  ])
  if (typeof numbered !== 'string') return numbered
  const known = await whatCallsBroughtIn(redis, recent)
  return { kind: 'new', caseNumber: numbered, ...known }
}

type Known = Exclude<Found, { readonly kind: 'unknown' }>

/** The first of the offered ones that is free, or the one that the call has; or the call, where it is known. */
async function takeCaseNumber(
  redis: Redis,
  { callId, offered, goesOn }: OpenRequest,
): Promise<CaseNumber | Known> {
  if (goesOn !== undefined) return takeOver(redis, callId, goesOn)
  let others = ''
  for (const drawn of offered) {
    const [answer, owner] = await Promise.all([
      run(redis, numberCall, [callKey(callId), drawn, others, String(rememberedForMs)]),
      claim(redis, drawn, callId),
    ])
    const isDrawn = answer === drawn
    if (!isDrawn && owner === undefined) await redis.send(caseKey(drawn), ['DEL', caseKey(drawn)])
    if (typeof answer !== 'string') return foundIn(callId, answer) as Known
    const own = answer as CaseNumber
    const holder = isDrawn ? owner : await claim(redis, own, callId)
    if (holder === undefined || holder === callId) return own
    others = own
  }
  throw new Error('none of the case numbers drawn is free')
}

/** The number leads to this call from now on. */
async function takeOver(
  redis: Redis,
  callId: CallId,
  caseNumber: CaseNumber,
): Promise<CaseNumber | Known> {
  const values = [callKey(callId), caseNumber, '', String(rememberedForMs)] as const
  const answer = await run(redis, numberCall, values)
  if (typeof answer !== 'string') return foundIn(callId, answer) as Known
  const key = caseKey(caseNumber)
  await redis.send(key, ['SET', key, callId, 'PX', `${caseNumberForMs}`])
  return answer as CaseNumber
}

/** Takes a number for a call where it is free; otherwise says whose it is. */
async function claim(
  redis: Redis,
  caseNumber: CaseNumber,
  callId: CallId,
): Promise<CallId | undefined> {
  const key = caseKey(caseNumber)
  const owner = await redis.send(key, ['SET', key, callId, 'NX', 'GET', 'PX', `${caseNumberForMs}`])
  return typeof owner === 'string' ? (owner as CallId) : undefined
}
