import { pause } from '../clock.ts'
import { PhoneFault } from '../phone-fault.ts'
import type { Queue } from '../queue/queues.ts'
import { checkedUrl } from '../transport/webhook.ts'
import type { Enqueue } from '../twiml/verbs.ts'
import { on, over, wasMoved, type Ending, type Next, type Scene } from './scene.ts'

/**
 * Puts the caller in a queue: the wait document is carried out again and again with his place in it,
 * until somebody takes him, he leaves, or he hangs up; then the action is asked how it went.
 *
 * Of a call that the interface moves elsewhere the action is asked at once, with `redirected` (TwiML
 * Enqueue, action and QueueResult). What becomes of its answer is not documented; here it is dropped, and
 * the call goes on where it was moved, which is what public lines that do so rely on. So is it of `hangup`.
 */
export async function executeEnqueue(enqueue: Enqueue, scene: Scene): Promise<Next> {
  const queue = scene.switchboard.queues.named(enqueue.name)
  const begun = scene.clock.now()
  const waitedInMs = (): number => scene.clock.now() - begun
  const isIn = queue.enter({ callSid: scene.callSid, since: new Date(), waitedInMs })
  if (!isIn) return askAction({ QueueResult: 'queue-full' }, enqueue, scene)

  scene.emit({ kind: 'queue', what: 'entered' })
  const result = await waitIn(queue, enqueue, scene)
  queue.leave(scene.callSid)
  scene.emit({ kind: 'queue', what: 'left' })
  if (typeof result !== 'string') return result

  if (result === 'bridged') {
    await pause(scene.clock, scene.world.queue?.talksInMs ?? 0, scene.signal)
  }
  const own = { QueueResult: result, QueueSid: queue.sid, QueueTime: seconds(waitedInMs()) }
  return askAction(own, enqueue, scene)
}

type Result = 'bridged' | 'leave' | 'redirected' | 'hangup' | 'error'

/** How the waiting ended, or the end of the call. */
async function waitIn(queue: Queue, enqueue: Enqueue, scene: Scene): Promise<Result | Next> {
  const taken = new AbortController()
  const { queue: taker } = scene.world
  const cancel = taker && scene.clock.after(taker.takenAfterInMs, () => taken.abort())
  const signal = AbortSignal.any([scene.signal, taken.signal])
  try {
    const waited = await waiting(enqueue, { queue, scene, signal })
    if (scene.signal.aborted) return wasMoved(scene.signal) ? 'redirected' : 'hangup'
    if (waited.kind === 'over') return over(waited.reason)
    return waited.kind === 'left' ? 'leave' : 'bridged'
  } catch (error) {
    if (!(error instanceof PhoneFault) || enqueue.action === undefined) throw error
    scene.report(error, enqueue.waitUrl ?? '')
    return 'error'
  } finally {
    cancel?.()
  }
}

type Waiting = { readonly queue: Queue; readonly scene: Scene; readonly signal: AbortSignal }

async function waiting(enqueue: Enqueue, { queue, scene, signal }: Waiting): Promise<Ending> {
  if (enqueue.waitUrl === undefined) {
    await forever(scene, signal)
    return on
  }
  const url = checkedUrl(enqueue.waitUrl, scene.documentUrl)
  while (!signal.aborted) {
    const ask = { url, method: enqueue.waitUrlMethod, own: placeIn(queue, scene.callSid) }
    const next = await scene.playAside(ask, { signal, within: 'queue' })
    if (next.kind !== 'on') return next
  }
  return on
}

function placeIn(queue: Queue, callSid: string): Readonly<Record<string, string>> {
  const members = queue.members()
  const waitedInMs = members.find((member) => member.callSid === callSid)?.waitedInMs() ?? 0
  return {
    QueueSid: queue.sid,
    QueuePosition: String(queue.positionOf(callSid)),
    QueueTime: seconds(waitedInMs),
    AvgQueueTime: seconds(queue.averageInMs()),
    CurrentQueueSize: String(members.length),
    MaxQueueSize: String(queue.atMost()),
  }
}

/** Carried out only where the call is still there, and still here. */
async function askAction(
  own: Readonly<Record<string, string>>,
  enqueue: Enqueue,
  scene: Scene,
): Promise<Next> {
  if (enqueue.action === undefined) return on
  const url = checkedUrl(enqueue.action, scene.documentUrl)
  const ask = { url, method: enqueue.method, own }
  if (!scene.signal.aborted) return { kind: 'document', ask }
  await scene.tell(ask)
  return on
}

/** Music without end. */
async function forever(scene: Scene, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await pause(scene.clock, 60_000, signal)
}

function seconds(ms: number): string {
  return String(Math.round(ms / 1000))
}
