import { Agent, request } from 'node:http'
import { signatureOf } from '../../src/phone/signature.ts'
import type { Line } from '../../src/phone/index.ts'

export type Params = Readonly<Record<string, string>>

export type Answer = { readonly status: number; readonly body: string }

export type Posting = {
  readonly signature?: string
  /** What is sent instead of the parameters; they are what is signed. */
  readonly body?: string
}

/** Posts a form to a path of the line (with query), signed as Twilio would. */
export type Post = (path: string, params: Params, posting?: Posting) => Promise<Answer>

/** A client that keeps its connections; `close` ends them. */
export function createPost(line: Line): { readonly post: Post; readonly close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const { port } = new URL(line.via ?? line.url)
  const post: Post = (path, params, posting = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent,
          host: '127.0.0.1',
          port,
          path,
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
            'x-twilio-signature':
              posting.signature ?? signatureOf(line.token, line.url + path, params),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('error', reject)
          incoming.on('end', () =>
            resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
          )
        },
      )
      outgoing.on('error', reject)
      outgoing.end(posting.body ?? new URLSearchParams(params).toString())
    })
  return { post, close: () => agent.destroy() }
}
