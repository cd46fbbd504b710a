import { PhoneFault } from '../phone-fault.ts'
import { attributesOf } from './attributes.ts'
import { parseGather } from './gather.ts'
import { parseDial, parseEnqueue } from './party-verbs.ts'
import { parsePlay, parseSay } from './say.ts'
import {
  parseHangup,
  parseLeave,
  parsePause,
  parseRecord,
  parseRedirect,
  parseReject,
  parseSms,
} from './small-verbs.ts'
import { parseConnect, parseStart, parseStop } from './streams.ts'
import type { Document, Verb } from './verbs.ts'
import { elementsIn, parseXml, type Element } from './xml.ts'

const parsers: Readonly<Record<string, (element: Element) => Verb>> = {
  Say: (element) => parseSay(element),
  Play: parsePlay,
  Pause: parsePause,
  Gather: parseGather,
  Redirect: parseRedirect,
  Hangup: parseHangup,
  Reject: parseReject,
  Leave: parseLeave,
  Dial: parseDial,
  Enqueue: parseEnqueue,
  Connect: parseConnect,
  Start: parseStart,
  Stop: parseStop,
  Sms: parseSms,
  Record: parseRecord,
}

/** What Twilio has and no line of ours uses. */
const refused = ['Refer', 'Pay', 'Prompt', 'Message']

/**
 * Reads a TwiML document into its verbs. Throws a `PhoneFault` with Twilio's code for what Twilio would
 * refuse or warn of, and with code 0 for what Twilio can do and this telephone cannot.
 */
export function parseTwiml(text: string): Document {
  const root = parseXml(text)
  if (root.name !== 'Response') {
    throw new PhoneFault(12100, 'Document parse failure: the root element must be Response')
  }
  attributesOf(root, [])
  return elementsIn(root).map(verbOf)
}

function verbOf(element: Element): Verb {
  const parse = Object.hasOwn(parsers, element.name) ? parsers[element.name] : undefined
  if (parse !== undefined) return parse(element)
  if (refused.includes(element.name)) {
    throw new PhoneFault(0, `This telephone does not play ${element.name}`)
  }
  throw new PhoneFault(12200, `There is no verb ${element.name}; names are case-sensitive`)
}
