import { WebSocketServer, type WebSocket } from 'ws'
import type { LiveSocket } from '../live-socket.ts'
import { isOwnPage } from '../own-page.ts'
import { parseFromConsole } from './operator-messages.ts'
import type { ToConsole } from './operator-protocol.ts'
import { createSoftphone, type SoftphoneOptions } from './softphone.ts'

export type OperatorSocketOptions = SoftphoneOptions & {
  /** Softphones at a time; more are told that it is busy. */
  readonly atMostSoftphones: number
}

/** The softphones of operators: a WebSocket each at `…/phone/operator`, from this server's own pages only. */
export function openOperatorSocket(options: OperatorSocketOptions): LiveSocket {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false })
  return {
    upgrade(request, socket, head) {
      const { pathname } = new URL(request.url ?? '', 'http://line.invalid')
      if (!pathname.endsWith('/phone/operator')) return false
      if (isOwnPage(request)) {
        server.handleUpgrade(request, socket, head, (page) => {
          if (server.clients.size > options.atMostSoftphones) refuse(page)
          else connect(page, options)
        })
      } else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
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

function refuse(page: WebSocket): void {
  send(page, { kind: 'ended', why: 'busy' })
  page.close(1013)
}

function connect(page: WebSocket, options: SoftphoneOptions): void {
  const softphone = createSoftphone(options, (message) => send(page, message))
  page.on('message', (data) => {
    const message = data instanceof Buffer ? parseFromConsole(data.toString()) : undefined
    if (message === undefined) page.close(1008)
    else softphone.take(message)
  })
  page.on('error', () => page.terminate())
  page.on('close', softphone.hangUp)
}

function send(page: WebSocket, message: ToConsole): void {
  if (page.readyState === page.OPEN) page.send(JSON.stringify(message))
}
