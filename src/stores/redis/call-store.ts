import type { CallId } from '../../base/brand.ts'
import {
  type CallStore,
  type Found,
  rememberedForMs,
  type TurnTaken,
} from '../../calls/call-store.ts'
import { renderKeyed } from '../../calls/keyed-text.ts'
import { foundIn } from './found.ts'
import { casesOf } from './callers.ts'
import { notePairs, prove, recall, recallPair } from './cases.ts'
import { callKey, readyKey } from './keys.ts'
import { createMarks } from './marks.ts'
import { openCall } from './open-call.ts'
import type { Redis } from './redis.ts'
import { run } from './script.ts'
import { endCall, foundFields, saveTurn } from './scripts.ts'

/** Keeps calls in Redis, which is its own from now on. Everything in it expires by itself. */
export function createCallStore(redis: Redis): CallStore {
  const nextMark = createMarks()
  return {
    load: (callId) => load(redis, callId),
    open: (request) => openCall(redis, request),
    save: (taken) => save(redis, taken, nextMark()),
    end: async (callId, at) => {
      await run(redis, endCall, [callKey(callId), String(at), String(rememberedForMs)])
    },
    recall: (caseNumber) => recall(redis, caseNumber),
    casesOf: (caller) => casesOf(redis, caller),
    prove: (proof) => prove(redis, proof),
    notePairs: (noted) => notePairs(redis, noted),
    recallPair: (pair) => recallPair(redis, pair),
    isReady: async () => {
      await redis.send(readyKey, ['SET', readyKey, '1', 'PX', '60000'])
      return true
    },
    close: redis.close,
  }
}

async function load(redis: Redis, callId: CallId): Promise<Found> {
  const key = callKey(callId)
  return foundIn(callId, await redis.send(key, ['HMGET', key, ...foundFields]))
}

async function save(
  redis: Redis,
  taken: TurnTaken,
  mark: string,
): Promise<{ readonly kind: 'saved' } | Found> {
  const fields = {
    reply: taken.reply,
    state: taken.state,
    caseNumber: taken.caseNumber,
    ...(taken.caller && { caller: taken.caller }),
    ...(taken.language && { language: taken.language }),
    keyed: renderKeyed(taken.keyed),
    ...(taken.confirmed && { confirmed: taken.confirmed.join('') }),
    over: taken.over ? '1' : '0',
    at: String(taken.at),
  }
  const found = await run(redis, saveTurn, [
    callKey(taken.callId),
    String(taken.turn),
    mark,
    String(rememberedForMs),
    ...Object.entries(fields).flat(),
  ])
  return found === null ? { kind: 'saved' } : foundIn(taken.callId, found)
}
