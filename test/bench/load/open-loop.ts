import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Webhook } from '../ladder/webhooks.ts'

/** What came of one webhook. */
export type Answered = {
  readonly webhook: Webhook
  /** From when it was due to the end of its answer. */
  readonly ms: number
  /** No document that goes on with the call or ends it; an apology asks to wait for another. */
  readonly isFailed: boolean
  readonly isEnd: boolean
}

export type OpenLoad = {
  /** Webhooks are sent to each in turn. */
  readonly ports: readonly number[]
  /** Each in its order, `apartInMs` apart; they are begun in theirs, as others end. */
  readonly sequences: readonly (readonly Webhook[])[]
  readonly perSecond: number
  readonly seconds: number
}

/** From one webhook of a call to its next. */
const apartInMs = 1_000

/** A timer is late by this much for reasons of its own; what is later than that was held up. */
const grainInMs = 2

/** More than any rate here needs at once. */
const connections = 256

/**
 * Sends so many webhooks a second, whatever becomes of those before (open loop): one that cannot be sent when it is
 * due, as its forerunner is not answered yet or as no connection is free, has waited all the same.
 */
export async function sendOpen(load: OpenLoad): Promise<readonly Answered[]> {
  const { ports, perSecond, seconds } = load
  const pools = ports.map(
    (port) => new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 }),
  )
  const waiting = load.sequences.values()
  const lanes = Array.from({ length: Math.round((perSecond * apartInMs) / 1000) }, createLane)
  const answered: Promise<Answered>[] = []
  const begun = performance.now()
  try {
    for (let nth = 0; nth < perSecond * seconds; nth += 1) {
      const due = begun + (nth * 1000) / perSecond
      const early = due - performance.now()
      if (early > 0) await pause(early)
      const pool = pools[nth % pools.length]
      const lane = lanes[nth % lanes.length]
      if (pool !== undefined && lane !== undefined) answered.push(lane(pool, waiting, due))
    }
    return await Promise.all(answered)
  } finally {
    await Promise.all(pools.map((pool) => pool.close()))
  }
}

/** Sends each list in its order, sixteen lists at a time, as fast as they are answered. */
export async function sendInTurn(
  ports: readonly number[],
  lists: readonly (readonly Webhook[])[],
): Promise<void> {
  const pools = ports.map((port) => new Pool(`http://127.0.0.1:${port}`, { connections: 16 }))
  const waiting = lists.values()
  const work = async (pool: Pool): Promise<void> => {
    for (const list of waiting) {
      for (const webhook of list) await ask(pool, webhook, 0)
    }
  }
  await Promise.all(pools.flatMap((pool) => Array.from({ length: 16 }, () => work(pool))))
  await Promise.all(pools.map((pool) => pool.close()))
}

type Lane = (
  pool: Pool,
  waiting: Iterator<readonly Webhook[], undefined>,
  due: number,
) => Promise<Answered>

/** A caller after the other: the next webhook is sent once the one before is answered. */
function createLane(): Lane {
  let left: readonly Webhook[] = []
  let last: Promise<unknown> = Promise.resolve()
  return (pool, waiting, due) => {
    const [webhook, ...rest] = left.length > 0 ? left : (waiting.next().value ?? [])
    if (webhook === undefined) throw new Error('there are too few calls')
    left = rest
    const answered = last.then(() => ask(pool, webhook, due))
    last = answered
    return answered
  }
}

async function ask(pool: Pool, webhook: Webhook, due: number): Promise<Answered> {
  const sent = performance.now()
  const from = sent - due < grainInMs ? sent : due
  const answer = await pool
    .request({ ...webhook })
    .then(async ({ statusCode, body }) => ({ statusCode, text: await body.text() }))
    .catch(() => ({ statusCode: 0, text: '' }))
  const ms = performance.now() - from
  const isDocument = answer.statusCode === 200 && /<Gather|<Hangup/.test(answer.text)
  return {
    webhook,
    ms,
    isFailed: answer.statusCode !== 204 && !isDocument,
    isEnd: answer.text.includes('<Hangup'),
  }
}
