import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type Asked = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** What a service does when it is asked. */
export type Act = (response: ServerResponse, asked: Asked) => Promise<void> | void

export type Service = {
  readonly url: string
  /** What it was asked, in order. */
  readonly asked: readonly Asked[]
  /** What it does next, each once; the last one for good. */
  readonly will: (...acts: readonly [Act, ...Act[]]) => void
  readonly close: () => Promise<void>
}

/** A publisher's service that does as it is told. */
export async function openService(): Promise<Service> {
  const asked: Asked[] = []
  let acts: readonly Act[] = []
  const server = createServer((request, response) => {
    void text(request).then(async (content) => {
      const { method = '', url: path = '', headers } = request
      const body: unknown = content === '' ? undefined : JSON.parse(content)
      asked.push({ method, path, headers, body })
      const [act, ...rest] = acts
      if (rest.length > 0) acts = rest
      await act?.(response, { method, path, headers, body })
    })
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    will: (...next) => {
      acts = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function answers(
  status: number,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): Act {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

/** Begins an answer and is gone. */
export const dies: Act = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"kind":"confirmed",', () => response.destroy())
}
