import { Agent, request as plain, type IncomingMessage } from 'node:http'
import { Agent as SecureAgent, request as secure } from 'node:https'

export type Answer = {
  readonly kind: 'answer'
  readonly status: number
  readonly contentType: string
  readonly location: string
  readonly body: Buffer
}

export type Failure = {
  readonly kind: 'failure'
  readonly why: 'host' | 'connect' | 'tls' | 'timeout' | 'protocol'
}

export type Sending = {
  readonly method: 'GET' | 'POST'
  /** The address that is asked. */
  readonly url: string
  /** Another origin to connect to, such as `http://127.0.0.1:8080`; `url` stays in the Host header. */
  readonly via?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly connectInMs: number
  readonly responseInMs: number
  readonly totalInMs: number
  /** One byte more is read, then the connection is closed. */
  readonly atMostBytes: number
}

const agents = {
  plain: new Agent({ keepAlive: true }),
  secure: new SecureAgent({ keepAlive: true }),
}

/** One HTTP request with its three time limits; never throws, never follows a redirect. */
export function exchange(sending: Sending): Promise<Answer | Failure> {
  return new Promise((resolve) => {
    const url = new URL(sending.url)
    const target = sending.via === undefined ? url : new URL(sending.via)
    const isSecure = target.protocol === 'https:'
    const timers = new Set<NodeJS.Timeout>()

    const settle = (result: Answer | Failure): void => {
      for (const timer of timers) clearTimeout(timer)
      resolve(result)
    }
    const limit = (ms: number, why: Failure['why']): NodeJS.Timeout => {
      const timer = setTimeout(() => {
        settle({ kind: 'failure', why })
        outgoing.destroy()
      }, ms)
      timers.add(timer)
      return timer
    }

    const outgoing = (isSecure ? secure : plain)({
      agent: isSecure ? agents.secure : agents.plain,
      hostname: target.hostname.replace(/^\[|\]$/g, ''),
      port: target.port,
      path: url.pathname + url.search,
      method: sending.method,
      headers: { host: url.host, ...sending.headers },
      servername: url.hostname,
    })
    limit(sending.totalInMs, 'timeout')
    const connecting = limit(sending.connectInMs, 'connect')
    const responding = limit(sending.responseInMs, 'timeout')

    outgoing.on('socket', (socket) => {
      if (!socket.connecting) return clearTimeout(connecting)
      socket.once('connect', () => clearTimeout(connecting))
    })
    outgoing.on('error', (error) => {
      const why = reasonOf(error)
      settle({
        kind: 'failure',
        why: outgoing.reusedSocket && why === 'protocol' ? 'connect' : why,
      })
    })
    outgoing.on('response', (incoming) => {
      responding.refresh()
      collect(incoming, { atMostBytes: sending.atMostBytes, onPacket: () => responding.refresh() })
        .then((body) => settle({ kind: 'answer', ...headOf(incoming), body }))
        .catch(() => settle({ kind: 'failure', why: 'protocol' }))
    })
    outgoing.end(sending.body)
  })
}

async function collect(
  incoming: IncomingMessage,
  { atMostBytes, onPacket }: { atMostBytes: number; onPacket: () => void },
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    onPacket()
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    length += bytes.length
    if (length > atMostBytes) break
  }
  return Buffer.concat(chunks)
}

function headOf(incoming: IncomingMessage): Omit<Answer, 'kind' | 'body'> {
  return {
    status: incoming.statusCode ?? 0,
    contentType: incoming.headers['content-type'] ?? '',
    location: incoming.headers.location ?? '',
  }
}

function reasonOf(error: Error & { readonly code?: string }): Failure['why'] {
  const code = error.code ?? ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host'
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code)) return 'tls'
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'connect'
  return 'protocol'
}
