import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import twilio from 'twilio'
import { WebSocketServer, type WebSocket } from 'ws'
import { seededChance, virtualClock } from '../../../src/phone/index.ts'
import { placeCall, type CallOptions } from '../../../src/phone/call.ts'
import type { Ended } from '../../../src/phone/events.ts'

/** A message of Twilio's, as it came. */
export type Came = { readonly event: string } & Readonly<Record<string, unknown>>

/** The line's end of a stream, in the hand of a test. */
export type Held = {
  readonly came: Came[]
  readonly send: (message: object) => void
  readonly socket: WebSocket
  readonly streamSid: () => string
}

export type StreamLine = {
  readonly line: { readonly url: string; readonly token: string; readonly accountSid: string }
  readonly streams: Held[]
  readonly asked: string[]
  readonly handshakes: IncomingMessage[]
  readonly close: () => Promise<void>
}

export type Serving = {
  /** Documents by path; LINE is the line's address, and STREAMS that of its streams. */
  readonly docs: Readonly<Record<string, string>>
  readonly onMessage?: (held: Held, message: Came) => void
  /** Answers a handshake with this instead. */
  readonly refuses?: number
}

const token = 'a-token'

/** A line of fixed documents whose streams do as the test says. What Twilio may not send, or sends unsigned, throws. */
export async function openStreamLine(serving: Serving): Promise<StreamLine> {
  const streams: Held[] = []
  const asked: string[] = []
  const handshakes: IncomingMessage[] = []
  const sockets = new WebSocketServer({ noServer: true })
  const server = createServer((request, response) => {
    void text(request).then(() => {
      const path = request.url ?? ''
      asked.push(path)
      const document = serving.docs[path] ?? ''
      response.writeHead(document === '' ? 404 : 200, { 'content-type': 'text/xml' })
      const streamsAt = url.replace('http', 'ws')
      response.end(
        `<Response>${document.replaceAll('LINE', url).replaceAll('STREAMS', streamsAt)}</Response>`,
      )
    })
  })
  server.on('upgrade', (request, socket, head) => {
    handshakes.push(request)
    if (serving.refuses !== undefined) {
      socket.end(`HTTP/1.1 ${serving.refuses} No\r\nConnection: close\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (connected) => {
      const came: Came[] = []
      const held: Held = {
        came,
        socket: connected,
        send: (message) => connected.send(JSON.stringify(message)),
        streamSid: () => String(came.find(({ event }) => event === 'start')?.['streamSid']),
      }
      streams.push(held)
      connected.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as Came
        came.push(message)
        serving.onMessage?.(held, message)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    line: { url, token, accountSid: `AC${'0'.repeat(32)}` },
    streams,
    asked,
    handshakes,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Calls the line on a virtual clock, from a caller who does as the test says. */
export async function callStreams(
  serving: Serving,
  options: Partial<CallOptions> = {},
): Promise<StreamLine & { readonly ended: Ended }> {
  const line = await openStreamLine(serving)
  try {
    const call = placeCall({
      line: line.line,
      from: '+31612345678',
      to: '+31201234567',
      clock: virtualClock(),
      chance: seededChance(7),
      gapInMs: 0,
      ringInMs: 0,
      caller: () => ({ hear: () => {} }),
      ...options,
    })
    return { ...line, ended: await call.ended }
  } finally {
    await line.close()
  }
}

/** Whether Twilio's own library takes the signature of a handshake for this address. */
export function isSigned(request: IncomingMessage, address: string): boolean {
  const signature = String(request.headers['x-twilio-signature'])
  return twilio.validateRequest(token, signature, address, {})
}

/** 20 ms of one byte, as the line sends it. */
export function sound(streamSid: string, byte: number, bytes = 160): object {
  const payload = Buffer.alloc(bytes, byte).toString('base64')
  return { event: 'media', streamSid, media: { payload } }
}
