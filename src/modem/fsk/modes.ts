import type { Mode, Side } from '../mode.ts'
import { bell103, edt, v21, v23, type Channel } from './channel.ts'
import { createListener } from './listen.ts'
import { createTransmitter } from './transmit.ts'

/** V.18 Annex C: carrier 300 ms before the first start bit and 300 ms after the last character. */
const edtMs = 300

export function edtMode(): Mode {
  return {
    name: 'edt',
    hear: () => createListener(edt, { isCarrier: false, hasSlower: false }),
    speak: () => createTransmitter(edt, { leadMs: edtMs, tailMs: edtMs }),
  }
}

/** V.18 Annexes D, E and F: both sides at once, each on its channel, with a carrier that stands for the whole call. */
export function duplexMode(name: keyof typeof duplex, side: Side): Mode {
  const { [side]: sends, [other(side)]: hears } = duplex[name]
  return {
    name,
    hear: () => createListener(hears, { isCarrier: true, hasSlower: hears.mark === edt.mark }),
    speak: () => createTransmitter(sends, { leadMs: carrierLeadMs, tailMs: Infinity }),
  }
}

export const duplex = { v21, 'bell-103': bell103, v23 } as const satisfies Record<
  string,
  Record<Side, Channel>
>

export function other(side: Side): Side {
  return side === 'caller' ? 'answerer' : 'caller'
}

/** So long the carrier is up before a first character, for a receiver to have noticed it. */
const carrierLeadMs = 300
