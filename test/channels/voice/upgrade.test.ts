import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import twilio from 'twilio'
import { createUpgradeGuard } from '../../../src/channels/voice/upgrade.ts'
import { askForWebSocket } from '../../support/ask-for-web-socket.ts'

const token = 'token-of-this-test'
const address = 'wss://line.example'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

type Line = {
  readonly refused: string[]
  /** The status with which a WebSocket is refused. */
  readonly ask: (path: string, signature?: string) => Promise<number>
}

const openLine = async (authTokens = [token]): Promise<Line> => {
  const refused: string[] = []
  const metrics = { webhookRefused: (reason: string) => void refused.push(reason) }
  const guard = createUpgradeGuard(
    { publicUrl: 'https://line.example', authTokens, metrics },
    (_, socket) => socket.end('HTTP/1.1 426 A Stream\r\nContent-Length: 0\r\n\r\n'),
  )
  const server = createServer()
  server.on('upgrade', (asked, socket, head) => {
    if (!guard(asked, socket, head))
      socket.end('HTTP/1.1 418 Not Ours\r\nContent-Length: 0\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return { refused, ask: (path, signature) => askForWebSocket(port, path, signature) }
}

const signed = (url: string, by = token): string => twilio.getExpectedTwilioSignature(by, url, {})

describe('a WebSocket under /twilio', () => {
  test.each([
    ['without a signature', undefined],
    ['with an empty one', ''],
    ['with one that is none', '=='.repeat(3_000)],
    ['signed with another token', signed(`${address}/twilio/media`, 'another token')],
    ['signed for another path', signed(`${address}/twilio/other`)],
    ['signed for another host', signed('wss://evil.example/twilio/media')],
    ['signed as a webhook', signed('https://line.example/twilio/media')],
  ])('%s is refused', async (_, signature) => {
    const line = await openLine()
    expect(await line.ask('/twilio/media', signature)).toBe(403)
    expect(line.refused).toEqual(['signature'])
  })

  test('wherever it is asked for, is refused without a signature', async () => {
    const line = await openLine()
    for (const path of ['/twilio', '/twilio/', '/twilio?x=1', '/twilio/voice', '/twilio//media'])
      expect(await line.ask(path)).toBe(403)
  })

  test.each([
    ['/twilio/media', 426],
    ['/twilio/media/', 426],
    ['/twilio/media?x=1', 404],
    ['/twilio/media/x', 404],
    ['/twilio/voice', 404],
    ['/twilio', 404],
  ])(
    'that Twilio signed, with a slash at its end or without, is a stream only at its place (%s)',
    async (path, status) => {
      const line = await openLine(['former', token])
      const without = path.replace(/\/(?=\?|$)/, '')
      const withOne = without.replace(/(?=\?|$)/, '/')
      for (const one of [without, withOne])
        expect(await line.ask(path, signed(address + one))).toBe(status)
      expect(line.refused).toEqual([])
    },
  )
})

test('a WebSocket that is asked for elsewhere is left to others', async () => {
  const line = await openLine()
  for (const path of ['/', '/phone/call', '/twilios/media', '/x/twilio'])
    expect(await line.ask(path)).toBe(418)
})
