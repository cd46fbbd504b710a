import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Line } from '../../src/phone/index.ts'

export type Received = {
  readonly method: string
  /** With its query, as it came over the wire. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly params: Readonly<Record<string, string>>
}

export type Answering = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Never answers. */
  readonly silent?: boolean
}

export type TinyLine = {
  readonly line: Line
  /** What was asked, but for the call's end. */
  readonly received: Received[]
  /** The status callbacks. */
  readonly ends: Received[]
  readonly close: () => Promise<void>
}

/** A line of a few fixed documents on a free port; what is no document here answers 404. */
export async function openTinyLine(
  answer: (asked: Received, nth: number) => Answering | string | undefined,
): Promise<TinyLine> {
  const received: Received[] = []
  const ends: Received[] = []
  const server = createServer((request, response) => {
    void receive(request).then((asked) => {
      if (asked.path === '/twilio/voice/status') {
        ends.push(asked)
        response.writeHead(204).end()
        return
      }
      received.push(asked)
      const given = answer(asked, received.length)
      const answering = typeof given === 'string' ? { body: given } : given
      if (answering?.silent === true) return
      const usual = { 'content-type': 'text/xml' }
      response.writeHead(answering?.status ?? (answering === undefined ? 404 : 200), {
        ...(answering?.headers ?? usual),
      })
      response.end(answering?.body ?? '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    line: { url: `http://127.0.0.1:${port}`, token: 'a-token', accountSid: `AC${'0'.repeat(32)}` },
    received,
    ends,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function receive(request: IncomingMessage): Promise<Received> {
  const body = await text(request)
  const path = request.url ?? ''
  const query = path.split('?')[1] ?? ''
  const isPost = request.method === 'POST'
  return {
    method: request.method ?? '',
    path,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    params: Object.fromEntries(new URLSearchParams(isPost ? body : query)),
  }
}
