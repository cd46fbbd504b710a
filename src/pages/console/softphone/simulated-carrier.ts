import type { FromConsole, ToConsole } from '../../../phone/operator/operator-protocol.ts'
import { unreachable } from '../../../base/unreachable.ts'
import type { Carrier, CarrierEvent, EndedBecause } from './carrier.ts'

/** The simulated telephone: a socket for each call, over which sentences go. */
export function simulatedCarrier(address: string): Carrier {
  let socket: WebSocket | undefined

  const send = (message: FromConsole): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }
  const hangUp = (): void => {
    socket?.close()
    socket = undefined
  }

  return {
    dial: ({ contact, token, isMuted, tell }) => {
      hangUp()
      const mine = new WebSocket(address)
      socket = mine
      const end = (why: EndedBecause): void => {
        if (socket !== mine) return
        hangUp()
        tell({ kind: 'ended', why })
      }
      mine.addEventListener('open', () => {
        send({ kind: 'mute', isOn: isMuted })
        send({ kind: 'connect', token, contact })
      })
      mine.addEventListener('close', () => end('failed'))
      mine.addEventListener('message', ({ data }) => {
        // The server is this page's own: what it sends keeps to the protocol.
        const event = heard(JSON.parse(String(data)) as ToConsole)
        if (event?.kind === 'ended') end(event.why)
        else if (event !== undefined) tell(event)
      })
    },
    hangUp,
    mute: (isOn) => send({ kind: 'mute', isOn }),
    say: (text) => send({ kind: 'say', text }),
  }
}

function heard(message: ToConsole): CarrierEvent | undefined {
  switch (message.kind) {
    case 'ringing':
      return undefined
    case 'connected':
      return { kind: 'connected' }
    case 'said':
      return { kind: 'said', from: message.from === 'line' ? 'line' : 'caller', text: message.text }
    case 'ended':
      return { kind: 'ended', why: message.why === 'busy' ? 'failed' : message.why }
    default:
      return unreachable(message)
  }
}

/** Where it is, for a console at `page`: beside it, under whatever prefix both are served. */
export function simulatedAddress(path: string, page: string): string {
  const console = page.split(/[?#]/)[0]?.replace(/\/?$/, '/') ?? page
  const address = new URL(`..${path}`, console)
  address.protocol = address.protocol.replace('http', 'ws')
  return address.href
}
