import { unreachable } from '../../base/unreachable.ts'
import { checkedUrl } from '../transport/webhook.ts'
import type { Sms, Verb } from '../twiml/verbs.ts'
import { executeDial } from './dial.ts'
import { executeEnqueue } from './enqueue.ts'
import { executeGather } from './gather.ts'
import { executeNested } from './nested.ts'
import { executeRecord } from './record.ts'
import { executeConnect, executeStart, executeStop } from './streams.ts'
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
      return executeStart(verb, scene)
    case 'stop':
      return executeStop(verb, scene)
    case 'sms':
      return executeSms(verb, scene)
    case 'record':
      return executeRecord(verb, scene)
    default:
      return unreachable(verb)
  }
}

async function executeSms(sms: Sms, scene: Scene): Promise<Next> {
  scene.emit({ kind: 'message', to: sms.to ?? '', body: sms.body })
  if (sms.action === undefined) return on
  const own = { SmsSid: `SM${scene.chance.hex(32)}`, SmsStatus: 'sending' }
  const url = checkedUrl(sms.action, scene.documentUrl)
  return { kind: 'document', ask: { url, method: sms.method, own } }
}
