import type { FromPage, ToPage } from '../../../phone/live-protocol.ts'

/** One call's connection. What is sent before it stands is sent when it does. */
export type Line = {
  readonly send: (message: FromPage) => void
  readonly close: () => void
}

export type OpenLine = (ear: {
  readonly hear: (message: ToPage) => void
  readonly hearSound: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly lost: () => void
}) => Line

/** Opens lines to a telephone's address (`ws:` or `wss:`). */
export function lineTo(address: string): OpenLine {
  return ({ hear, hearSound, lost }) => {
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    let unsent: readonly FromPage[] = []
    const write = (message: FromPage): void => socket.send(JSON.stringify(message))
    socket.addEventListener('open', () => {
      for (const message of unsent) write(message)
      unsent = []
    })
    // The server is this page's own: what it sends keeps to the protocol.
    socket.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) hearSound(new Uint8Array(data))
      else hear(JSON.parse(String(data)) as ToPage)
    })
    socket.addEventListener('close', lost)
    return {
      send(message) {
        if (socket.readyState === WebSocket.CONNECTING) unsent = [...unsent, message]
        else if (socket.readyState === WebSocket.OPEN) write(message)
      },
      close() {
        socket.removeEventListener('close', lost)
        socket.close()
      },
    }
  }
}

/** Where a page at this address dials, or is called, at the speed that the page was asked for. */
export function callAddress(page: string, path: 'call' | 'called'): string {
  const address = new URL(path, page)
  address.protocol = address.protocol.replace('http', 'ws')
  address.search = new URL(page).search
  return address.href
}
