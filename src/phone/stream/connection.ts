import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import { PhoneFault } from '../phone-fault.ts'
import { signatureOf } from '../signature.ts'
import type { Line } from '../transport/webhook.ts'

/** How a connection came to its end. */
export type Closing =
  /** The line closed it: well, or with a code that says otherwise. */
  | { readonly by: 'line'; readonly code: number }
  /** Nobody closed it: it broke. */
  | { readonly by: 'nobody' }

export type Connection = {
  readonly send: (text: string) => void
  /**
   * Settles when the line has taken in all that was sent and what it sent at once in answer is here: a
   * WebSocket's ping stands in one row with its messages, and so does the pong. Or when it is closed.
   */
  readonly takenIn: () => Promise<void>
  readonly close: () => void
  readonly breakOff: () => void
  readonly closed: Promise<Closing>
}

export type Dialling = {
  readonly url: string
  readonly line: Line
  /** Twilio signs some addresses with a slash at their end that is not there. */
  readonly signsSlash: boolean
  readonly hear: (data: string | undefined) => void
}

/** Opens a stream's WebSocket, signed as Twilio signs it. Throws a `PhoneFault` where there is none to be had. */
export function dial({ url, line, signsSlash, hear }: Dialling): Promise<Connection> {
  const { host } = new URL(url)
  const signed = url.replace(/^(wss?:\/\/)[^/@]*@/i, '$1').replace(/#.*$/s, '')
  const socket = new WebSocket(reached(url, line), {
    perMessageDeflate: false,
    handshakeTimeout: 10_000,
    headers: {
      host,
      'x-twilio-signature': signatureOf(line.token, signsSlash ? `${signed}/` : signed),
    },
  })
  const closed = Promise.withResolvers<Closing>()
  socket.on('message', (data: Buffer, isBinary) => hear(isBinary ? undefined : data.toString()))
  socket.on('close', (code) =>
    closed.resolve(code === 1006 ? { by: 'nobody' } : { by: 'line', code }),
  )
  const pongs: (() => void)[] = []
  socket.on('pong', () => pongs.shift()?.())

  const isOpen = (): boolean => socket.readyState === WebSocket.OPEN
  const connection: Connection = {
    send: (text) => {
      if (isOpen()) socket.send(text)
    },
    takenIn: async () => {
      const pong = Promise.withResolvers<void>()
      pongs.push(pong.resolve)
      if (isOpen()) socket.ping()
      await Promise.race([pong.promise, closed.promise])
    },
    close: () => socket.close(1000),
    breakOff: () => socket.terminate(),
    closed: closed.promise,
  }
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(connection))
    socket.once('unexpected-response', (request, response: IncomingMessage) => {
      request.destroy()
      reject(
        new PhoneFault(31920, `Stream: the handshake was answered ${response.statusCode ?? 0}`),
      )
    })
    socket.on('error', (error: Error) => reject(faultOf(error)))
  })
}

/** Where the line's own addresses are reached, if its public one leads elsewhere. */
function reached(url: string, { url: own, via }: Line): string {
  const address = new URL(url)
  address.hash = ''
  if (via === undefined || address.host !== new URL(own).host) return address.href
  const there = new URL(address.pathname, via)
  return there.href.replace(/^http/, 'ws')
}

function faultOf(error: Error & { readonly code?: string }): PhoneFault {
  const code = error.code ?? ''
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code)) return new PhoneFault(31910, 'Stream: TLS error')
  if (/timed out/.test(error.message) || code === 'ETIMEDOUT') {
    return new PhoneFault(31901, 'Stream: no answer in time')
  }
  if (/^E[A-Z_]+$/.test(code)) return new PhoneFault(31902, 'Stream: connection refused')
  return new PhoneFault(31920, 'Stream: the handshake failed')
}
