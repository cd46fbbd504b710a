import type { Clock } from '../clock.ts'
import { PhoneFault } from '../phone-fault.ts'
import { signatureOf, signedUrl } from '../signature.ts'
import { exchange, type Answer, type Failure } from './exchange.ts'
import { overridesOf, type Overrides } from './overrides.ts'

/** The running line as the telephone's provider knows it. */
export type Line = {
  /** Where the line says it is: its public address. */
  readonly url: string
  readonly token: string
  readonly accountSid: string
  /** Where it can be reached instead, when its public address leads elsewhere: `http://127.0.0.1:8080`. */
  readonly via?: string
  /** Connection overrides of the address at which a call begins: `rc=2&rp=ct,rt,5xx&rt=4000`; Twilio's own without. */
  readonly overrides?: string
}

export type Question = {
  readonly method: 'GET' | 'POST'
  /** Absolute, as written, with its query and fragment. */
  readonly url: string
  /** What every request of the call carries. */
  readonly standing: Readonly<Record<string, string>>
  /** What this one carries beside; lost when it is redirected. */
  readonly own: Readonly<Record<string, string>>
}

export type Reply = {
  /** The address that answered in the end. */
  readonly url: string
  readonly tries: number
  readonly answer: Answer | Failure
}

/** 64 kB, the most that a document may have (error 11750). */
const mostBytes = 64 * 1024

/**
 * Asks as Twilio does: signed, the query in alphabetical order but signed as written, the fragment kept
 * back and obeyed, retries with the same idempotency token, up to ten redirects, each of which loses
 * what the question carried of its own. Throws a `PhoneFault` for an address that cannot be asked.
 */
export async function askLine(
  question: Question,
  { line, clock, idempotencyToken }: { line: Line; clock: Clock; idempotencyToken: string },
): Promise<Reply> {
  return clock.during(async () => {
    let { url, method, own } = question
    let tries = 0
    for (let redirects = 0; redirects <= 10; redirects += 1) {
      const request = { method, url, params: { ...question.standing, ...own }, idempotencyToken }
      const { answer, made } = await insistently(request, line)
      tries += made
      const further = redirectOf(answer, url)
      if (further === undefined) return { url, tries, answer }
      if (further.keepsMethod === false) method = 'GET'
      url = further.url
      own = {}
    }
    throw new PhoneFault(11215, 'HTTP: too many redirects')
  })
}

/** An absolute http or https address; throws 11100. */
export function checkedUrl(url: string, base?: string): string {
  if (!URL.canParse(url, base)) throw new PhoneFault(11100, 'Invalid URL format')
  const { protocol } = new URL(url, base)
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new PhoneFault(11100, 'Invalid URL format: neither http nor https')
  }
  return /^https?:/i.test(url) ? url : new URL(url, base).href
}

type Request = {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  readonly idempotencyToken: string
}

/** With less left of the whole time no further try is made. */
const leastForATryInMs = 20

async function insistently(
  request: Request,
  line: Line,
): Promise<{ readonly answer: Answer | Failure; readonly made: number }> {
  const overrides = overridesOf(request.url)
  const end = performance.now() + overrides.totalInMs
  for (let made = 1; ; made += 1) {
    const totalInMs = Math.max(1, end - performance.now())
    const answer = await send(request, line, { ...overrides, totalInMs })
    const isLast = made > overrides.retries || end - performance.now() < leastForATryInMs
    if (isLast || !isRetried(answer, overrides)) return { answer, made }
  }
}

function send(
  { method, url, params, idempotencyToken }: Request,
  line: Line,
  limits: Pick<Overrides, 'connectInMs' | 'responseInMs' | 'totalInMs'>,
): Promise<Answer | Failure> {
  const sorted = Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const form = new URLSearchParams(sorted).toString()
  const signed = method === 'GET' ? withQuery(signedUrl(url), form) : signedUrl(url)
  const isOurs = new URL(url).origin === new URL(line.url).origin
  return exchange({
    method,
    url: inOrder(method === 'GET' ? withQuery(bare(url), form) : bare(url)),
    ...(isOurs && line.via !== undefined && { via: line.via }),
    headers: {
      'user-agent': 'TwilioProxy/1.1',
      accept: '*/*',
      'x-twilio-signature': signatureOf(line.token, signed, method === 'GET' ? {} : params),
      'i-twilio-idempotency-token': idempotencyToken,
      ...(method === 'POST' && {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'content-length': String(Buffer.byteLength(form)),
      }),
    },
    body: method === 'POST' ? form : '',
    connectInMs: limits.connectInMs,
    responseInMs: limits.responseInMs,
    totalInMs: limits.totalInMs,
    atMostBytes: mostBytes,
  })
}

function isRetried(answer: Answer | Failure, { retryOn }: Overrides): boolean {
  const matching = answer.kind === 'failure' ? failureName(answer.why) : statusName(answer.status)
  return matching !== '' && retryOn.some((one) => one === 'all' || one === matching)
}

function failureName(why: Failure['why']): string {
  if (why === 'connect' || why === 'tls') return 'ct'
  return why === 'timeout' ? 'rt' : ''
}

function statusName(status: number): string {
  if (status >= 500) return '5xx'
  return status >= 400 ? '4xx' : ''
}

function redirectOf(
  answer: Answer | Failure,
  from: string,
): { readonly url: string; readonly keepsMethod: boolean } | undefined {
  if (answer.kind !== 'answer' || answer.location === '') return undefined
  if (![301, 302, 303, 307, 308].includes(answer.status)) return undefined
  const keepsMethod = answer.status === 307 || answer.status === 308
  return { url: checkedUrl(answer.location, from), keepsMethod }
}

function bare(url: string): string {
  return url.replace(/#.*$/s, '')
}

function withQuery(url: string, query: string): string {
  return url + (url.includes('?') ? '&' : '?') + query
}

function inOrder(url: string): string {
  const [path = '', query] = url.split(/\?(.*)/s)
  return query === undefined ? url : `${path}?${query.split('&').toSorted().join('&')}`
}
