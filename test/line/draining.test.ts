import { once } from 'node:events'
import {
  Agent,
  createServer,
  get,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { afterEach, expect, test } from '@jest/globals'
import { createDraining } from '../../src/line/draining.ts'
import { listen, stopListening } from '../../src/line/listen.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const servers: Server[] = []
afterEach(async () => {
  agent.destroy()
  for (const server of servers.splice(0)) await stopListening(server, 0)
})

test('a line that drains takes every request, and each answer is the last of its connection', async () => {
  const draining = createDraining()
  const inHand: ServerResponse[] = []
  const server = createServer(draining.around((_request, response) => void inHand.push(response)))
  servers.push(server)
  const port = await listen(server, { port: 0, host: '127.0.0.1' })

  /** Asks, lets something happen while the request is in hand, and says how the answer came. */
  const ask = async (meanwhile: () => void = () => {}): Promise<string> => {
    const asked = get({ agent, host: '127.0.0.1', port })
    await once(server, 'request')
    meanwhile()
    inHand.pop()?.end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'close')
    return `${answer.headers.connection}${asked.reusedSocket ? ', kept' : ''}`
  }

  expect(await ask()).toBe('keep-alive')
  expect(await ask(draining.begin)).toBe('close, kept')
  expect(draining.hasBegun()).toBe(true)
  expect(await ask()).toBe('close')
})
