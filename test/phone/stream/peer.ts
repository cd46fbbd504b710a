import { fromMuLaw, toMuLaw } from '../../../src/modem/mu-law.ts'
import { textMachine } from '../../../src/phone/text-machine.ts'
import { createTextTelephone } from '../../../src/phone/text-telephone.ts'
import type { Came, Held } from './line.ts'

/**
 * A line whose end of each stream is a text telephone: it types a greeting, then says back every message
 * that ends in GA, and after SK it closes.
 */
export function echoingPeer(greeting: string): (held: Held, message: Came) => void {
  const peers = new Map<Held, (frame: Float32Array) => void>()
  return (held, message) => {
    if (message.event === 'start') peers.set(held, peer(held, greeting))
    if (message.event !== 'media') return
    const { payload } = message['media'] as { readonly payload: string }
    peers.get(held)?.(Float32Array.from(Buffer.from(payload, 'base64'), fromMuLaw))
  }
}

function peer(held: Held, greeting: string): (frame: Float32Array) => void {
  let heard = ''
  const telephone = createTextTelephone(textMachine('baudot-45'), {
    onPrinted: (text) => {
      heard += text
    },
    onSent: () => {},
    onLamp: (isLit) => {
      if (isLit) return
      if (/GA\s*$/.test(heard)) {
        telephone.type(`\r\nGOT ${heard}`)
        heard = ''
      } else if (/SK\s*$/.test(heard)) held.socket.close(1000)
    },
    onSound: () => {},
  })
  telephone.type(greeting)
  return (frame) => {
    telephone.sound.hear(frame)
    const sound = telephone.sound.next() ?? new Float32Array(160)
    const payload = Buffer.from(Uint8Array.from(sound, toMuLaw)).toString('base64')
    held.send({ event: 'media', streamSid: held.streamSid(), media: { payload } })
  }
}
