import type { Mode, Sender } from '../mode.ts'
import { createEncoder } from './encode.ts'
import { createListener } from './listen.ts'
import { createTransmitter, type Sending } from './signal/transmit.ts'

/** V.18 Annex A, as in North America (45.45 baud) and in Great Britain, Ireland and Australia (50). Either is heard. */
export const baudot45: Mode = mode('baudot-45', 45.45)
export const baudot50: Mode = mode('baudot-50', 50)

function mode(name: Mode['name'], baud: number): Mode {
  return { name, hear: createListener, speak: () => createSender({ baud }) }
}

export function createSender(sending: Sending): Sender {
  const transmitter = createTransmitter(sending)
  const encoder = createEncoder()
  return {
    write: (text) => {
      if (transmitter.isSilent()) encoder.begin()
      transmitter.send(encoder.encode(text))
    },
    fill: transmitter.fill,
    stop: transmitter.stop,
    waiting: transmitter.waiting,
  }
}
