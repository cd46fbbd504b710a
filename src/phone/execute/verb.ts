import { unreachable } from '../../base/unreachable.ts'
import { PhoneFault } from '../phone-fault.ts'
import { checkedUrl } from '../transport/webhook.ts'
import type { Connect, Sms, Verb } from '../twiml/verbs.ts'
import { executeDial } from './dial.ts'
import { executeEnqueue } from './enqueue.ts'
import { executeGather } from './gather.ts'
import { executeNested } from './nested.ts'
import { executeRecord } from './record.ts'
import { on, over, type Next, type Scene } from './scene.ts'

/** Carries out one verb and says how the call goes on. */
export async function executeVerb(verb: Verb, scene: Scene): Promise<Next> {
  switch (verb.kind) {
    case 'say':
    case 'play':
    case 'pause':
      return executeNested(verb, scene)
    case 'gather':
      return executeGather(verb, scene)
    case 'redirect': {
      const url = checkedUrl(verb.url, scene.documentUrl)
      return { kind: 'document', ask: { url, method: verb.method, own: {} } }
    }
    case 'hangup':
      return over('line')
    case 'reject':
      return over('rejected')
    case 'leave':
      return { kind: 'left' }
    case 'dial':
      return executeDial(verb, scene)
    case 'enqueue':
      return executeEnqueue(verb, scene)
    case 'connect':
      return executeConnect(verb, scene)
    case 'start':
      return on
    case 'sms':
      return executeSms(verb, scene)
    case 'record':
      return executeRecord(verb, scene)
    default:
      return unreachable(verb)
  }
}

/** Blocks until the line closes the stream. */
async function executeConnect(connect: Connect, scene: Scene): Promise<Next> {
  const { stream } = scene.world
  if (stream === undefined) throw new PhoneFault(0, 'This telephone carries no media stream')
  const url = streamUrl(connect.stream.url, scene.documentUrl)
  await scene.clock.during(() => stream({ ...connect.stream, url }, scene.signal))
  if (connect.action === undefined) return on
  const action = checkedUrl(connect.action, scene.documentUrl)
  return { kind: 'document', ask: { url: action, method: connect.method, own: {} } }
}

async function executeSms(sms: Sms, scene: Scene): Promise<Next> {
  scene.emit({ kind: 'message', to: sms.to ?? '', body: sms.body })
  if (sms.action === undefined) return on
  const own = { SmsSid: `SM${scene.chance.hex(32)}`, SmsStatus: 'sending' }
  const url = checkedUrl(sms.action, scene.documentUrl)
  return { kind: 'document', ask: { url, method: sms.method, own } }
}

/** A relative stream address is of the document's host, by a secure WebSocket. */
function streamUrl(url: string, documentUrl: string): string {
  if (/^wss:/i.test(url)) return url
  const resolved = new URL(url, documentUrl)
  if (resolved.protocol !== 'https:') throw new PhoneFault(31922, 'Stream: the scheme must be wss')
  return resolved.href.replace(/^https:/, 'wss:')
}
