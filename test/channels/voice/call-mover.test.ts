import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import type { CallId } from '../../../src/base/brand.ts'
import { type CallMover, createCallMover } from '../../../src/channels/voice/call-mover.ts'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

type Asked = { readonly path: string; readonly authorization: string; readonly form: object }

/** A stand-in for Twilio's API, which answers as it is told to. */
const openApi = async (
  status: number,
  answer: object,
): Promise<{ readonly mover: CallMover; readonly asked: Asked[] }> => {
  const asked: Asked[] = []
  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks = await request.toArray()
    asked.push({
      path: `${request.method} ${request.url}`,
      authorization: request.headers.authorization ?? '',
      form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
    })
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  }
  const server = createServer((request, response) => void answerTo(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const access = {
    accountSid: 'AC1',
    username: 'SK1',
    password: 'secret',
    url: `http://127.0.0.1:${port}`,
  }
  return { mover: createCallMover(access, 'https://line.example'), asked }
}

const callSid = 'CA1' as CallId

test('a call is moved by one request to the API, with the key of the API', async () => {
  const { mover, asked } = await openApi(200, { sid: 'CA1', status: 'in-progress' })
  expect(await mover.move(callSid)).toBe(true)
  expect(asked).toEqual([
    {
      path: 'POST /2010-04-01/Accounts/AC1/Calls/CA1.json',
      authorization: `Basic ${Buffer.from('SK1:secret').toString('base64')}`,
      form: {
        Url: 'https://line.example/twilio/voice/text?since=0&tries=0#rc=2&rp=ct,rt,5xx&rt=4000',
        Method: 'POST',
      },
    },
  ])
})

test.each([
  [404, { status: 404, code: 20_404, message: 'not found' }],
  [400, { status: 400, code: 21_220, message: 'Call is not in-progress' }],
])('a caller who has hung up meanwhile is no fault (%i)', async (status, answer) => {
  const { mover, asked } = await openApi(status, answer)
  expect(await mover.move(callSid)).toBe(false)
  expect(asked).toHaveLength(1)
})

test.each([
  [401, { status: 401, code: 20_003, message: 'Authenticate' }],
  [429, { status: 429, code: 20_429, message: 'Too Many Requests' }],
  [500, { status: 500, code: 20_500, message: 'Internal Server Error' }],
])('what fails is asked once, and told (%i)', async (status, answer) => {
  const { mover, asked } = await openApi(status, answer)
  await expect(mover.move(callSid)).rejects.toMatchObject({ code: answer.code })
  expect(asked).toHaveLength(1)
})
