import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from '@jest/globals'
import { createRestClient, type RestClient } from '../../../src/twilio/rest-client.ts'

type Asked = { readonly request: string; readonly form: Readonly<Record<string, string>> }

export type Answered = { readonly status?: number; readonly body: object }

/** A server that answers as Twilio's API does, by what was asked, and the client that asks it. */
export type RestApi = { readonly client: RestClient; readonly asked: Asked[] }

/** A function that opens one; closed after each test. Without an answer: 404. */
export function restApis(): (
  answer: (request: string, times: number) => Answered | undefined,
) => Promise<RestApi> {
  const closing: (() => void)[] = []
  afterEach(() => closing.splice(0).forEach((close) => close()))

  return async (answer) => {
    const asked: Asked[] = []
    const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const chunks = await request.toArray()
      const path = (request.url ?? '').replace('/2010-04-01/Accounts/AC1/', '')
      const name = `${request.method} ${path}`
      asked.push({
        request: name,
        form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
      })
      const times = asked.filter((one) => one.request === name).length
      const { status = 200, body } = answer(name, times) ?? {
        status: 404,
        body: { status: 404, code: 20_404, message: 'not found' },
      }
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(status === 204 ? undefined : JSON.stringify(body))
    }
    const server = createServer((request, response) => void serve(request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const credentials = { accountSid: 'AC1', username: 'SK1', password: 'secret' }
    return { client: createRestClient({ ...credentials, url }), asked }
  }
}
