import { pause } from '../clock.ts'
import { checkedUrl } from '../transport/webhook.ts'
import type { Enqueue } from '../twiml/verbs.ts'
import { on, over, type Ending, type Next, type Scene } from './scene.ts'

/**
 * Puts the caller in a queue: the wait document is carried out again and again with his place in it,
 * until somebody takes him, he leaves, or he hangs up; then the action is asked how it went.
 */
export async function executeEnqueue(enqueue: Enqueue, scene: Scene): Promise<Next> {
  const queueSid = `QU${scene.chance.hex(32)}`
  const begun = scene.clock.now()
  const seconds = (): string => String(Math.round((scene.clock.now() - begun) / 1000))
  const taken = new AbortController()
  const { queue } = scene.world
  const cancel = queue && scene.clock.after(queue.takenAfterInMs, () => taken.abort())
  const signal = AbortSignal.any([scene.signal, taken.signal])

  const place = (): Record<string, string> => ({
    QueueSid: queueSid,
    QueuePosition: '1',
    QueueTime: seconds(),
    AvgQueueTime: '0',
    CurrentQueueSize: '1',
    MaxQueueSize: '1000',
  })
  const waited = await waiting(enqueue, { scene, signal, place })
  cancel?.()

  if (scene.signal.aborted) return on
  if (waited.kind === 'over') return over(waited.reason)
  if (taken.signal.aborted) await pause(scene.clock, queue?.talksInMs ?? 0, scene.signal)
  if (enqueue.action === undefined) return on
  const own = {
    QueueResult: waited.kind === 'left' ? 'leave' : 'bridged',
    QueueSid: queueSid,
    QueueTime: seconds(),
  }
  const url = checkedUrl(enqueue.action, scene.documentUrl)
  return { kind: 'document', ask: { url, method: enqueue.method, own } }
}

type Waiting = {
  readonly scene: Scene
  readonly signal: AbortSignal
  readonly place: () => Record<string, string>
}

async function waiting(enqueue: Enqueue, { scene, signal, place }: Waiting): Promise<Ending> {
  if (enqueue.waitUrl === undefined) {
    await forever(scene, signal)
    return on
  }
  const url = checkedUrl(enqueue.waitUrl, scene.documentUrl)
  while (!signal.aborted) {
    const ask = { url, method: enqueue.waitUrlMethod, own: place() }
    const next = await scene.playWaiting(ask, signal)
    if (next.kind !== 'on') return next
  }
  return on
}

/** Music without end. */
async function forever(scene: Scene, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await pause(scene.clock, 60_000, signal)
}
