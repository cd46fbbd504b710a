import { randomInt } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { createLiveCall, type LiveCallOptions } from './live-call.ts'
import { parseFromPage } from './live-messages.ts'
import type { ToPage } from './live-protocol.ts'
import { isOwnPage } from './own-page.ts'

export type LiveSocketOptions = Pick<
  LiveCallOptions,
  'line' | 'placeCall' | 'numbers' | 'switchboard'
> & {
  /** How many times as fast as a real call a page may ask for; 1: no faster. */
  readonly fastest: number
  readonly atMostCalls: number
}

export type LiveSocket = {
  /** Takes an upgrade to `…/phone/call`; false: it is not for this telephone. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  /** Hangs up every call. */
  readonly close: () => Promise<void>
}

/** The telephones of pages: a WebSocket each, from this server's own pages only. */
export function openLiveSocket(options: LiveSocketOptions): LiveSocket {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false })
  return {
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '', 'http://line.invalid')
      if (!url.pathname.endsWith('/phone/call')) return false
      if (!isOwnPage(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
        return true
      }
      const speed = speedOf(url, options.fastest)
      server.handleUpgrade(request, socket, head, (page) => {
        if (server.clients.size > options.atMostCalls) refuse(page)
        else connect(page, options, speed)
      })
      return true
    },
    close() {
      for (const page of server.clients) page.close(1001)
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

function connect(page: WebSocket, options: LiveSocketOptions, speed: number): void {
  const call = createLiveCall({
    ...options,
    speed,
    seed: randomInt(2 ** 32),
    send: (message) => send(page, message),
    sendSound: (bytes) => {
      if (page.readyState === page.OPEN) page.send(bytes)
    },
    onEnd: () => page.close(1000),
  })
  page.on('message', (data) => {
    const message = data instanceof Buffer ? parseFromPage(data.toString()) : undefined
    if (message === undefined) page.close(1008)
    else call.take(message)
  })
  page.on('error', () => page.terminate())
  page.on('close', call.hangUp)
}

function send(page: WebSocket, message: ToPage): void {
  if (page.readyState === page.OPEN) page.send(JSON.stringify(message))
}

function refuse(page: WebSocket): void {
  send(page, { kind: 'ended', reason: 'busy' })
  page.close(1013)
}

function speedOf(url: URL, fastest: number): number {
  const asked = Number(url.searchParams.get('speed') ?? 1)
  return asked >= 1 ? Math.min(asked, fastest) : 1
}
