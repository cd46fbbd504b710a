import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { expect, test } from '@jest/globals'
import { listen, stopListening } from '../../src/line/listen.ts'

const host = '127.0.0.1'

test('a port that is taken is a fault that says which one, and what to do', async () => {
  const first = createServer()
  const port = await listen(first, { port: 0, host })
  await expect(listen(createServer(), { port, host })).rejects.toMatchObject({
    code: 'port-in-use',
    message: `The port is in use. Stop the program that listens on port ${port}, or set PORT to another.`,
  })
  await stopListening(first, 0)
})

test('a stop takes nothing new, and lets what is in hand finish', async () => {
  const server = createServer()
  const port = await listen(server, { port: 0, host })
  const inHand = once(server, 'request')
  const asked = fetch(`http://${host}:${port}`)
  const [, response]: [unknown, ServerResponse] = (await inHand) as [unknown, ServerResponse]
  const stopped = stopListening(server, 60_000)
  await expect(fetch(`http://${host}:${port}`)).rejects.toThrow('fetch failed')
  response.end('finished')
  expect(await (await asked).text()).toBe('finished')
  await stopped
})

test('a stop does not wait for ever', async () => {
  const server = createServer()
  const port = await listen(server, { port: 0, host })
  const inHand = once(server, 'request')
  const asked = fetch(`http://${host}:${port}`).catch((error: unknown) => String(error))
  await inHand
  await stopListening(server, 1)
  expect(await asked).toContain('fetch failed')
})
