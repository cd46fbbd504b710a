/** A balancer on loopback: requests go in turn to the replicas that are open, and none is asked for twice. */
import { once } from 'node:events'
import {
  Agent,
  createServer,
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { listen } from '../../src/line/listen.ts'

/** What a network does to a webhook: comes twice at once; comes only long after Twilio gave it up; comes once more behind the next one. */
export type Mishap = 'duplicated' | 'late' | 'reordered'

export type Balancer = {
  readonly port: number
  /** How many replicas are open. */
  readonly open: () => number
  /** Settles when so many are. */
  readonly areOpen: (count: number) => Promise<void>
  /** Statuses, mishaps and what came of them, by their names. */
  readonly counts: ReadonlyMap<string, number>
  /** The two documents with which a webhook that came twice was answered, where they differ. */
  readonly differing: readonly string[]
  /** What was delivered late or once more is delivered now; then all is closed. */
  readonly close: () => Promise<void>
}

export type BalancerOptions = {
  /** The ports at which replicas listen now. */
  readonly replicas: () => readonly number[]
  /** Drawn for each webhook of a call's turns. */
  readonly mishap?: () => Mishap | undefined
}

/** One after Twilio's limit, whatever it was told. */
const lateInMs = 16_000

const checkedEveryMs = 100
const checkTakesInMs = 2_000

type Message = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

type Answer = Pick<Message, 'headers' | 'body'> & { readonly status: number }

export async function openBalancer({ replicas, mishap }: BalancerOptions): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  const counts = new Map<string, number>()
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const differing: string[] = []
  const closing = new AbortController()
  const open = new Set<number>()
  const underWay = new Set<Promise<unknown>>()
  /** What comes once more behind the next webhook of its call. */
  const behind = new Map<string, Message>()
  let next = 0

  const check = async (port: number): Promise<void> => {
    const message = { method: 'GET', path: '/readyz/open', headers: {}, body: Buffer.alloc(0) }
    const isOpen = await send({ agent, port, withinMs: checkTakesInMs }, message).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (isOpen) open.add(port)
    else open.delete(port)
  }
  const watch = async (port: number): Promise<void> => {
    while (!closing.signal.aborted && replicas().includes(port)) {
      await check(port)
      await pause(checkedEveryMs)
    }
    open.delete(port)
    watched.delete(port)
  }
  const watched = new Set<number>()
  const lookForReplicas = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      for (const port of replicas()) {
        if (watched.has(port)) continue
        watched.add(port)
        void watch(port)
      }
      await pause(checkedEveryMs / 2)
    }
  }
  const looking = lookForReplicas()

  /** To the next replica; 502 where it does not answer, 503 where there is none. */
  const pass = async (message: Message): Promise<Answer> => {
    const ports = [...open]
    next += 1
    const port = ports[next % ports.length]
    if (port === undefined) return { status: 503, headers: {}, body: Buffer.alloc(0) }
    try {
      return await send({ agent, port }, message)
    } catch {
      open.delete(port)
      return { status: 502, headers: {}, body: Buffer.alloc(0) }
    }
  }
  const again = (message: Message): Promise<Answer> => {
    const answered = pass(message)
    underWay.add(answered)
    void answered.then(() => underWay.delete(answered))
    return answered
  }
  const late = async (message: Message): Promise<void> => {
    await pause(lateInMs, undefined, { signal: closing.signal }).catch(() => {})
    await pass(message)
  }

  const lose = (message: Message): void => {
    const delivered = late(message)
    underWay.add(delivered)
    void delivered.then(() => underWay.delete(delivered))
  }
  /** Passes it on, and what is to come beside it or behind it. */
  const deliver = (message: Message, drawn: Mishap | undefined): Promise<Answer> => {
    const call = /(?:^|&)CallSid=(\w+)/.exec(message.body.toString())?.[1] ?? ''
    const copy = behind.get(call)
    behind.delete(call)
    if (drawn === 'reordered') behind.set(call, message)
    const answered = pass(message)
    if (copy !== undefined) void again(copy)
    if (drawn === 'duplicated') void compare(answered, again(message))
    return answered
  }
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '', headers } = incoming
    const message = { method, path, headers, body: await buffer(incoming) }
    const drawn = isTurn(path) ? mishap?.() : undefined
    if (drawn !== undefined) count(drawn)
    if (drawn === 'late') return lose(message)
    const answer = await deliver(message, drawn)
    count(`answered ${answer.status}`)
    const { 'transfer-encoding': _, connection: _own, ...rest } = answer.headers
    response.writeHead(answer.status, rest).end(answer.body)
  }
  const compare = async (one: Promise<Answer>, other: Promise<Answer>): Promise<void> => {
    const [first, second] = await Promise.all([one, other])
    if (!isTaken(first) || !isTaken(second)) return
    if (turnOf(first) !== turnOf(second)) count('the second so late that its call had gone on')
    else if (first.body.equals(second.body)) count('the same bytes twice')
    else differing.push(`${first.body.toString()}\n${second.body.toString()}`)
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy())
  })
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  return {
    port,
    open: () => open.size,
    areOpen: async (many) => {
      while (open.size < many) await pause(checkedEveryMs / 2)
    },
    counts,
    differing,
    close: async () => {
      closing.abort()
      await Promise.all([looking, ...underWay])
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function isTurn(path: string): boolean {
  return /^\/twilio\/voice(\/turn|$)/.test(path.replace(/\?.*/, ''))
}

/** The turn that a document leads to. */
function turnOf({ body }: Answer): string | undefined {
  return /[?&]turn=(\d+)/.exec(body.toString())?.[1]
}

/** It leads to a turn: who was put off, or sent away, may be so in other words the second time. */
function isTaken({ status, body }: Answer): boolean {
  return status === 200 && /[?&]turn=\d{1,6}\b(?!-)/.test(body.toString())
}

type Asking = { readonly agent: Agent; readonly port: number; readonly withinMs?: number }

async function send(
  { agent, port, withinMs }: Asking,
  { method, path, headers, body }: Message,
): Promise<Answer> {
  const { connection: _, ...rest } = headers
  const asked = ask({
    agent,
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: rest,
    ...(withinMs !== undefined && { signal: AbortSignal.timeout(withinMs) }),
  })
  // Who waits hears of it; what comes after the answer is of no use to anybody.
  asked.on('error', () => {})
  asked.end(body)
  const [incoming] = (await once(asked, 'response')) as [IncomingMessage]
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    body: await buffer(incoming),
  }
}
