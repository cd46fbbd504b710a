import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { GuardDeps } from './guard.ts'
import { createSignatureCheck } from './signature.ts'

/** Takes over a socket that Twilio has signed for. */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * Sees to a request for a WebSocket under `/twilio`, and says whether it was one. A Media Stream that Twilio signed
 * goes to `media`; all else that it signed is not there (404), and what it did not sign is refused (403). Twilio
 * signs the address as `wss://`, and now and then as if it ended in a slash.
 */
export function createUpgradeGuard(
  { publicUrl, authTokens, metrics }: GuardDeps,
  media: Upgrade,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean {
  const isSigned = createSignatureCheck(publicUrl.replace(/^http/, 'ws'), authTokens)

  return (request, socket, head) => {
    const { url: path = '', headers } = request
    if (!/^\/twilio(?:[/?]|$)/.test(path)) return false
    const signature = String(headers['x-twilio-signature'] ?? '')
    const isTwilios = [path, withSlash(path)].some((one) =>
      isSigned({ signature, path: one, params: {} }),
    )
    if (isTwilios && /^\/twilio\/media\/?$/.test(path)) {
      media(request, socket, head)
      return true
    }
    if (!isTwilios) metrics.webhookRefused('signature')
    const status = isTwilios ? '404 Not Found' : '403 Forbidden'
    socket.on('error', () => socket.destroy())
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    return true
  }
}

/** Before the query, if there is one; and without it where it is there. */
function withSlash(path: string): string {
  const [, place = '', query = ''] = /^([^?]*)(.*)$/s.exec(path) ?? []
  return (place.endsWith('/') ? place.slice(0, -1) : `${place}/`) + query
}
