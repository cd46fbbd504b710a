import { PhoneFault } from './phone-fault.ts'
import type { Answer, Failure } from './transport/exchange.ts'
import { parseTwiml } from './twiml/document.ts'
import type { Document } from './twiml/verbs.ts'

const failures: Readonly<Record<Failure['why'], readonly [number, string]>> = {
  host: [11210, 'HTTP: bad host name'],
  connect: [11205, 'HTTP: connection failure'],
  timeout: [11205, 'HTTP: no answer in time'],
  tls: [11220, 'TLS: handshake error'],
  protocol: [11206, 'HTTP: protocol violation'],
}

/** What an answer asks for. Throws a `PhoneFault` where Twilio would speak of an application error. */
export function documentOf(answer: Answer | Failure, url: string): Document {
  if (answer.kind === 'failure') throw new PhoneFault(...failures[answer.why])
  if (answer.status < 200 || answer.status > 299) {
    throw new PhoneFault(11200, `HTTP: retrieval failure, status ${answer.status}`)
  }
  if (answer.body.length > 64 * 1024) throw new PhoneFault(11750, 'Document larger than 64 kB')

  const type = answer.contentType.replace(/;.*$/s, '').trim().toLowerCase()
  if (['text/xml', 'application/xml', 'text/html'].includes(type)) return parseTwiml(textOf(answer))
  if (type === 'text/plain') return plain(textOf(answer))
  if (type.startsWith('audio/')) {
    return [{ kind: 'play', url, digits: '', loop: 1 }, { kind: 'hangup' }]
  }
  throw new PhoneFault(12300, type === '' ? 'No Content-Type' : `Invalid Content-Type ${type}`)
}

/** Plain text is carried out if it is a document, else read aloud, and the call ends. */
function plain(text: string): Document {
  try {
    return parseTwiml(text)
  } catch (error) {
    if (!(error instanceof PhoneFault) || error.code !== 12100) throw error
    const parts = [{ kind: 'text', text, rate: 1 }] as const
    return [
      { kind: 'say', text, parts, voice: 'man', language: 'en-US', loop: 1 },
      { kind: 'hangup' },
    ]
  }
}

function textOf(answer: Answer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(answer.body)
  } catch {
    throw new PhoneFault(12100, 'Document parse failure: not UTF-8')
  }
}
