import { PhoneFault } from '../phone-fault.ts'
import { attributesOf, methodOf, optional } from './attributes.ts'
import { parseConference } from './conference.ts'
import type { Conferenced, Dial, Dialled, Enqueue } from './verbs.ts'
import { wordsIn, type Element } from './xml.ts'

const dialNames = [
  'action',
  'method',
  'answerOnBridge',
  'callerId',
  'callReason',
  'hangupOnStar',
  'sequential',
  'record',
  'recordingStatusCallback',
  'recordingStatusCallbackEvent',
  'recordingStatusCallbackMethod',
  'recordingTrack',
  'trim',
  'referUrl',
  'referMethod',
  'ringTone',
  'timeout',
  'timeLimit',
  'events',
  'passports',
]

const nouns = ['Number', 'Client', 'Conference', 'Queue', 'Sip', 'Application', 'Sim', 'WhatsApp']

export function parseDial(element: Element): Dial {
  const attributes = attributesOf(element, dialNames)
  attributes.flag('answerOnBridge', false, 12200)
  attributes.flag('sequential', false, 12200)
  if ((attributes.text('callReason') ?? '').length > 50) {
    throw new PhoneFault(12200, 'Dial: invalid callReason value')
  }
  const within = { least: 1, code: 13212 }
  const conference = conferenceIn(element)
  return {
    kind: 'dial',
    ...optional('action', attributes.text('action')),
    method: methodOf(attributes, 13211),
    timeoutInMs: attributes.integer('timeout', { usual: 30, ...within }) * 1000,
    timeLimitInMs:
      attributes.integer('timeLimit', { ...within, usual: 14_400, code: 13216 }) * 1000,
    ...optional('callerId', attributes.text('callerId')),
    hangupOnStar: attributes.flag('hangupOnStar', false, 13213),
    targets: targetsOf(element),
    ...(conference && { conference }),
  }
}

export function parseEnqueue(element: Element): Enqueue {
  const attributes = attributesOf(element, [
    'action',
    'method',
    'waitUrl',
    'waitUrlMethod',
    'workflowSid',
    'maxQueueSize',
  ])
  const task = element.children.find((child) => typeof child !== 'string')
  if (task !== undefined) {
    throw new PhoneFault(0, 'Enqueue: this telephone has no task router, only queues with a name')
  }
  const name = wordsIn(element)
  if (name === '') throw new PhoneFault(14204, 'Enqueue: queue name too short')
  if (name.length > 64) throw new PhoneFault(14205, 'Enqueue: queue name too long')
  return {
    kind: 'enqueue',
    name,
    ...optional('action', attributes.text('action')),
    method: methodOf(attributes, 14201),
    ...optional('waitUrl', attributes.text('waitUrl')),
    waitUrlMethod: methodOf(attributes, 14206, 'waitUrlMethod'),
  }
}

function conferenceIn(element: Element): Conferenced | undefined {
  const nouns = element.children.filter((child) => typeof child !== 'string')
  const conference = nouns.find(({ name }) => name === 'Conference')
  if (conference !== undefined && nouns.length > 1) {
    throw new PhoneFault(13000, 'Dial: a Conference stands alone')
  }
  return conference && parseConference(conference)
}

function targetsOf(element: Element): readonly Dialled[] {
  const words = element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim()
  const elements = element.children.filter((child) => typeof child !== 'string')
  if (words !== '' && elements.length > 0) {
    throw new PhoneFault(13210, 'Dial: holds a number beside its nouns')
  }
  const targets = words === '' ? elements.map(target) : [{ noun: 'Number', to: words }]
  if (targets.length === 0) throw new PhoneFault(13210, 'Dial: nobody to dial')
  return targets
}

function target(element: Element): Dialled {
  if (!nouns.includes(element.name)) {
    throw new PhoneFault(13210, `Dial: invalid nested element ${element.name}`)
  }
  const identity = element.children.find(
    (child) => typeof child !== 'string' && child.name === 'Identity',
  )
  const holder = identity !== undefined && typeof identity !== 'string' ? identity : element
  const to = holder.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim()
  if (to === '') throw new PhoneFault(13223, `Dial: ${element.name} names nobody`)
  return { noun: element.name, to }
}
