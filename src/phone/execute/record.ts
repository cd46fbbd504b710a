import { checkedUrl } from '../transport/webhook.ts'
import type { Recording } from '../twiml/verbs.ts'
import { on, type Next, type Scene } from './scene.ts'

/** Records what the caller says until a key, silence or the greatest length; an empty recording asks no action. */
export async function executeRecord(record: Recording, scene: Scene): Promise<Next> {
  const begun = scene.clock.now()
  const { key, said } = await hear(record, scene)
  if (!said || scene.signal.aborted) return on
  const seconds = Math.max(1, Math.round((scene.clock.now() - begun) / 1000))
  const own = {
    RecordingUrl: `https://api.twilio.com/recordings/RE${scene.chance.hex(32)}`,
    RecordingDuration: String(seconds),
    ...(key !== '' && { Digits: key }),
  }
  const url = checkedUrl(record.action ?? scene.documentUrl, scene.documentUrl)
  return { kind: 'document', ask: { url, method: record.method, own } }
}

async function hear(
  record: Recording,
  scene: Scene,
): Promise<{ readonly key: string; readonly said: boolean }> {
  const { clock, signal } = scene
  const ended = Promise.withResolvers<string>()
  let said = false
  let cancelSilence = clock.after(record.timeoutInMs, () => ended.resolve(''))
  const cancelLength = clock.after(record.maxLengthInMs, () => ended.resolve(''))
  const leave = (): void => ended.resolve('')
  signal.addEventListener('abort', leave, { once: true })
  const close = scene.listen({
    key: (key) => {
      const ends = record.finishOnKey.includes(key)
      if (ends) ended.resolve(key)
      return ends
    },
    speech: (text) => {
      said = true
      cancelSilence()
      const spoken = (text.length / 14) * 1000
      cancelSilence = clock.after(spoken + record.timeoutInMs, () => ended.resolve(''))
      return true
    },
  })

  const key = await ended.promise
  close()
  cancelSilence()
  cancelLength()
  signal.removeEventListener('abort', leave)
  return { key, said }
}
