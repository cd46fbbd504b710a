import { PhoneFault } from '../phone-fault.ts'
import { attributesOf, methodOf, optional, type Attributes } from './attributes.ts'
import { parsePause } from './small-verbs.ts'
import { parsePlay, parseSay } from './say.ts'
import type { Gather, Nested } from './verbs.ts'
import { elementsIn, type Element } from './xml.ts'

const names = [
  'action',
  'method',
  'input',
  'numDigits',
  'finishOnKey',
  'timeout',
  'actionOnEmptyResult',
  'speechTimeout',
  'speechModel',
  'enhanced',
  'hints',
  'language',
  'profanityFilter',
  'partialResultCallback',
  'partialResultCallbackMethod',
  'bargeIn',
  'debug',
  'maxSpeechTime',
]

export function parseGather(element: Element): Gather {
  const attributes = attributesOf(element, names)
  const input = new Set((attributes.text('input') ?? 'dtmf').split(' '))
  if ([...input].some((one) => one !== 'dtmf' && one !== 'speech')) {
    throw new PhoneFault(12200, 'Gather: invalid input value')
  }
  const timeoutInMs = timeoutOf(attributes, input.has('speech'))
  const numDigits = attributes.integer('numDigits', { usual: 0, least: 1, code: 13314 })

  return {
    kind: 'gather',
    ...optional('action', attributes.text('action')),
    method: methodOf(attributes, 13312),
    keys: input.has('dtmf'),
    speech: input.has('speech'),
    ...(numDigits > 0 && { numDigits }),
    finishOnKey: finishOf(attributes),
    timeoutInMs,
    speechTimeoutInMs: speechTimeoutOf(attributes, timeoutInMs),
    actionOnEmptyResult: attributes.flag('actionOnEmptyResult', false, 12200),
    nested: elementsIn(element).map(nested),
  }
}

function nested(element: Element): Nested {
  switch (element.name) {
    case 'Say':
      return parseSay(element, { voice: 13321, loop: 13322 })
    case 'Play':
      return parsePlay(element)
    case 'Pause':
      return parsePause(element)
    default:
      throw new PhoneFault(13320, `Gather: invalid nested verb ${element.name}`)
  }
}

function finishOf(attributes: Attributes): string {
  const value = attributes.text('finishOnKey') ?? '#'
  if (!/^[0-9#*]?$/.test(value)) throw new PhoneFault(13310, 'Gather: invalid finishOnKey value')
  return value
}

function timeoutOf(attributes: Attributes, speech: boolean): number {
  if (attributes.text('timeout') === 'auto' && speech) return 5000
  return attributes.integer('timeout', { usual: 5, least: 1, code: 13313 }) * 1000
}

/** `auto` is taken as one second without a sound. */
function speechTimeoutOf(attributes: Attributes, timeoutInMs: number): number {
  if (attributes.text('speechTimeout') === 'auto') return 1000
  const usual = timeoutInMs / 1000
  return attributes.integer('speechTimeout', { usual, least: 1, code: 13327 }) * 1000
}
