import { PhoneFault } from '../phone-fault.ts'
import { attributesOf, methodOf, optional } from './attributes.ts'
import type { Pause, Recording, Redirect, Sms, Verb } from './verbs.ts'
import { elementsIn, wordsIn, type Element } from './xml.ts'

export function parsePause(element: Element): Pause {
  const length = attributesOf(element, ['length']).integer('length', {
    usual: 1,
    least: 1,
    code: 13910,
  })
  nothingIn(element)
  return { kind: 'pause', lengthInMs: length * 1000 }
}

/** A Redirect without an address would ask for its own document for ever: refused. */
export function parseRedirect(element: Element): Redirect {
  const method = methodOf(attributesOf(element, ['method']), 13710)
  const url = wordsIn(element)
  if (url === '') throw new PhoneFault(11100, 'Redirect: must contain a URL')
  return { kind: 'redirect', url, method }
}

export function parseHangup(element: Element): Verb {
  attributesOf(element, [])
  nothingIn(element)
  return { kind: 'hangup' }
}

export function parseLeave(element: Element): Verb {
  attributesOf(element, [])
  nothingIn(element)
  return { kind: 'leave' }
}

export function parseReject(element: Element): Verb {
  const attributes = attributesOf(element, ['reason'])
  nothingIn(element)
  return { kind: 'reject', reason: attributes.choice('reason', ['rejected', 'busy'], 12200) }
}

export function parseSms(element: Element): Sms {
  const attributes = attributesOf(element, ['to', 'from', 'action', 'method', 'statusCallback'])
  const body = wordsIn(element)
  if (body === '' || body.length > 1600) throw new PhoneFault(14103, 'Sms: invalid body')
  return {
    kind: 'sms',
    ...optional('to', attributes.text('to')),
    body,
    ...optional('action', attributes.text('action')),
    method: methodOf(attributes, 14104),
  }
}

export function parseRecord(element: Element): Recording {
  const attributes = attributesOf(element, [
    'action',
    'method',
    'timeout',
    'finishOnKey',
    'maxLength',
    'playBeep',
    'trim',
    'transcribe',
    'transcribeCallback',
    'recordingStatusCallback',
    'recordingStatusCallbackMethod',
    'recordingStatusCallbackEvent',
    'recordingTrack',
  ])
  nothingIn(element)
  attributes.flag('playBeep', true, 13616)
  attributes.flag('transcribe', false, 13614)
  const finishOnKey = attributes.text('finishOnKey') ?? '1234567890*#'
  if (!/^[0-9#*]*$/.test(finishOnKey)) {
    throw new PhoneFault(13613, 'Record: invalid finishOnKey value')
  }
  const seconds = (name: string, usual: number, code: number): number =>
    attributes.integer(name, { usual, least: 1, code }) * 1000
  return {
    kind: 'record',
    ...optional('action', attributes.text('action')),
    method: methodOf(attributes, 13610),
    timeoutInMs: seconds('timeout', 5, 13611),
    finishOnKey,
    maxLengthInMs: seconds('maxLength', 3600, 13612),
  }
}

function nothingIn(element: Element): void {
  if (elementsIn(element).length > 0) {
    throw new PhoneFault(12200, `${element.name} may hold nothing`)
  }
}
