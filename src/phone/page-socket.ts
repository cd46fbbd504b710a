import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { isOwnPage } from './own-page.ts'

export type PageSocket = {
  /** Takes an upgrade to its path; false: it is not for this one. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  /** Cuts off every page. */
  readonly close: () => Promise<void>
}

export type PageSocketOptions = {
  /** The end of its address: `/phone/call`. */
  readonly path: string
  readonly longestMessage: number
  /** Pages at a time; `refuse` tells one more that it is busy. */
  readonly atMost: number
  readonly connect: (page: WebSocket, url: URL) => void
  readonly refuse: (page: WebSocket) => void
}

/** A WebSocket for each page, from this server's own pages only. */
export function openPageSocket(options: PageSocketOptions): PageSocket {
  const { path, longestMessage: maxPayload, atMost, connect, refuse } = options
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
  return {
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '', 'http://line.invalid')
      if (!url.pathname.endsWith(path)) return false
      if (!isOwnPage(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
        return true
      }
      server.handleUpgrade(request, socket, head, (page) => {
        page.on('error', () => page.terminate())
        if (server.clients.size <= atMost) return connect(page, url)
        refuse(page)
        page.close(1013)
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

/** Sends a message to a page that is still there. */
export function sendTo(page: WebSocket, message: object): void {
  if (page.readyState === page.OPEN) page.send(JSON.stringify(message))
}
