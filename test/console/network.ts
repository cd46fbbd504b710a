import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { listen } from '../../src/line/listen.ts'

/** What lies between a browser and everything else: a proxy, as a browser is told of one. */
export type Network = {
  readonly proxy: { readonly server: string }
  /** All connections break, and none is made. */
  readonly goesAway: () => void
  readonly comesBack: () => void
  readonly close: () => void
}

export async function openNetwork(): Promise<Network> {
  const sockets = new Set<Socket>()
  let isThere = true
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
  }
  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { method, headers, url = '' } = incoming
    const asked = request(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    asked.on('error', () => response.destroy())
    response.once('close', () => asked.destroy())
    incoming.pipe(asked)
  }
  /** How a browser asks for a WebSocket (RFC 9110, CONNECT). */
  const join = (incoming: IncomingMessage, browser: Duplex): void => {
    const [host = '', port = ''] = (incoming.url ?? '').split(':')
    const there = connect(Number(port), host, () => {
      browser.write('HTTP/1.1 200 OK\r\n\r\n')
      there.pipe(browser).pipe(there)
    })
    there.on('error', () => browser.destroy())
    browser.once('close', () => there.destroy())
  }
  const server = createServer(pass)
  server.on('connect', join)
  server.on('connection', (socket: Socket) => {
    if (isThere) keep(socket)
    else socket.destroy()
  })
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    proxy: { server: `http://127.0.0.1:${port}` },
    goesAway: () => {
      isThere = false
      breakAll()
    },
    comesBack: () => {
      isThere = true
    },
    close: () => {
      breakAll()
      server.close()
    },
  }
}
