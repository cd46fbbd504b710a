import { unreachable } from '../base/unreachable.ts'
import { baudot45, baudot50 } from './baudot/mode.ts'
import { createListener } from './dtmf/listen.ts'
import { createTransmitter } from './dtmf/transmit.ts'
import { duplexMode, edtMode } from './fsk/modes.ts'
import type { Mode, ModeName, Side } from './mode.ts'

/** A mode as one side of a call has it: the caller's telephone hears what the answerer speaks, and the other way round. */
export function createMode(name: ModeName, side: Side = 'answerer'): Mode {
  switch (name) {
    case 'baudot-45':
      return baudot45
    case 'baudot-50':
      return baudot50
    case 'dtmf':
      return { name, hear: createListener, speak: createTransmitter }
    case 'edt':
      return edtMode()
    case 'v21':
    case 'bell-103':
    case 'v23':
      return duplexMode(name, side)
    default:
      return unreachable(name)
  }
}
