import { PhoneFault } from '../phone-fault.ts'
import { attributesOf, methodOf, optional } from './attributes.ts'
import { tracks, type Connect, type Start, type Stop, type Stream } from './verbs.ts'
import { elementsIn, type Element } from './xml.ts'

/** Only `<Connect><Stream>`, and one of it. */
export function parseConnect(element: Element): Connect {
  const attributes = attributesOf(element, ['action', 'method'])
  const [noun, more] = elementsIn(element)
  if (noun === undefined || more !== undefined) {
    throw new PhoneFault(12200, 'Connect: must hold exactly one noun')
  }
  if (noun.name !== 'Stream') {
    throw new PhoneFault(0, `Connect: this telephone has no ${noun.name}, only Stream`)
  }
  const stream = streamOf(noun)
  // A stream that goes both ways hears the caller and nothing else.
  if (stream.track !== 'inbound_track') {
    throw new PhoneFault(31941, 'Stream: a stream both ways has the inbound track only')
  }
  return {
    kind: 'connect',
    ...optional('action', attributes.text('action')),
    method: methodOf(attributes, 12200),
    stream,
  }
}

/** Of what Twilio can start, this telephone carries streams; it does as if it recorded and wrote down. */
export function parseStart(element: Element): Start {
  const noun = nounOf(element, ['Stream', 'Recording', 'Siprec', 'Transcription'])
  return { kind: 'start', ...(noun.name === 'Stream' && { stream: streamOf(noun) }) }
}

export function parseStop(element: Element): Stop {
  const noun = nounOf(element, ['Stream', 'Siprec', 'Transcription'])
  if (noun.name !== 'Stream') return { kind: 'stop' }
  const name = attributesOf(noun, ['name']).text('name') ?? ''
  if (name === '') throw new PhoneFault(12200, 'Stop: names no stream')
  return { kind: 'stop', name }
}

function nounOf(element: Element, known: readonly string[]): Element {
  attributesOf(element, ['action', 'method'])
  const [noun, more] = elementsIn(element)
  if (noun === undefined || more !== undefined || !known.includes(noun.name)) {
    throw new PhoneFault(12200, `${element.name}: must hold exactly one of ${known.join(', ')}`)
  }
  return noun
}

/** By a secure WebSocket, whose address has no query; on this machine also by one that is not. */
function streamOf(element: Element): Stream {
  const attributes = attributesOf(element, [
    'url',
    'name',
    'track',
    'statusCallback',
    'statusCallbackMethod',
    'connectorName',
    'audioFormat',
    'sampleRate',
  ])
  const url = attributes.text('url') ?? ''
  if (url === '') throw new PhoneFault(31923, 'Stream: no address')
  if (/^[a-z]+:/i.test(url) && !/^wss:/i.test(url) && !onThisMachine.test(url)) {
    throw new PhoneFault(31922, 'Stream: the scheme must be wss')
  }
  if (url.includes('?')) throw new PhoneFault(31923, 'Stream: the address may have no query')
  const parameters = elementsIn(element).map(parameterOf)
  return {
    url,
    ...optional('name', attributes.text('name')),
    track: attributes.choice('track', tracks, 31941),
    parameters: Object.fromEntries(parameters),
  }
}

const onThisMachine = /^ws:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?(\/|$)/i

function parameterOf(element: Element): readonly [string, string] {
  const { name, value } = element.attributes
  if (element.name !== 'Parameter' || name === undefined || value === undefined || name === '') {
    throw new PhoneFault(12200, 'Stream: may hold only Parameter with name and value')
  }
  if (name.length + value.length >= 500) {
    throw new PhoneFault(12200, 'Parameter: name and value together have 500 characters or more')
  }
  return [name, value]
}
