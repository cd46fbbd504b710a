import { PhoneFault } from '../phone-fault.ts'
import { checkedUrl } from '../transport/webhook.ts'
import type { Connect, Start, Stop, Stream } from '../twiml/verbs.ts'
import { on, type Next, type Scene } from './scene.ts'

/** Blocks until the line closes the stream; keys go into it meanwhile. */
export async function executeConnect(connect: Connect, scene: Scene): Promise<Next> {
  const deafen = scene.listen({ key: scene.streams.key, speech: () => false })
  await scene.streams.connect(addressed(connect.stream, scene.documentUrl), scene.signal)
  deafen()
  if (connect.action === undefined) return on
  const url = checkedUrl(connect.action, scene.documentUrl)
  return { kind: 'document', ask: { url, method: connect.method, own: {} } }
}

/** The next verb is run at once. */
export async function executeStart({ stream }: Start, scene: Scene): Promise<Next> {
  if (stream !== undefined) {
    await scene.streams.start(addressed(stream, scene.documentUrl))
  }
  return on
}

export async function executeStop({ name }: Stop, scene: Scene): Promise<Next> {
  if (name !== undefined) await scene.streams.stop(name)
  return on
}

/** A relative stream address is of the document's host, by a secure WebSocket. */
function addressed(stream: Stream, documentUrl: string): Stream {
  if (/^wss?:/i.test(stream.url)) return stream
  const resolved = new URL(stream.url, documentUrl)
  if (resolved.protocol !== 'https:') throw new PhoneFault(31922, 'Stream: the scheme must be wss')
  return { ...stream, url: resolved.href.replace(/^https:/, 'wss:') }
}
