import { pause } from '../clock.ts'
import { checkedUrl } from '../transport/webhook.ts'
import type { Dial } from '../twiml/verbs.ts'
import { executeConference } from './conference.ts'
import { on, type Next, type Scene } from './scene.ts'

/** Rings those dialled and lets them talk as the world says; the caller's star ends it where the verb says so. */
export async function executeDial(dial: Dial, scene: Scene): Promise<Next> {
  if (dial.conference !== undefined) return executeConference(dial, dial.conference, scene)
  const there = scene.world.dial(dial.targets)
  const stop = new AbortController()
  const close = scene.listen({
    key: (key) => {
      if (key !== '*' || !dial.hangupOnStar) return false
      stop.abort()
      return true
    },
    speech: () => true,
  })
  const signal = AbortSignal.any([scene.signal, stop.signal])

  const rings = Math.min(there.ringsInMs, dial.timeoutInMs)
  await pause(scene.clock, rings, signal)
  const answered = there.kind === 'completed' && there.ringsInMs <= dial.timeoutInMs
  const begun = scene.clock.now()
  if (answered) await pause(scene.clock, Math.min(there.talksInMs, dial.timeLimitInMs), signal)
  close()

  if (dial.action === undefined || scene.signal.aborted) return on
  const status = there.kind === 'completed' && !answered ? 'no-answer' : there.kind
  const seconds = Math.round((scene.clock.now() - begun) / 1000)
  const own = {
    DialCallStatus: status,
    DialCallSid: `CA${scene.chance.hex(32)}`,
    ...(answered && { DialCallDuration: String(seconds), DialBridged: 'true' }),
  }
  const url = checkedUrl(dial.action, scene.documentUrl)
  return { kind: 'document', ask: { url, method: dial.method, own } }
}
