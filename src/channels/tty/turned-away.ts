import type { Sender } from '../../modem/mode.ts'
import { frameLength } from './stream/frames.ts'
import type { Party, Wire } from './stream/party.ts'

/** Writes one text to a caller for whom there is no room, and lets his call ask again. It does not listen: that is what costs. */
export function createTurnedAway(text: string, sender: Sender, wire: Pick<Wire, 'close'>): Party {
  sender.write(text)
  return {
    frame: () => {
      const sound = new Float32Array(frameLength)
      if (sender.fill(sound)) return sound
      wire.close('full')
      return undefined
    },
    key: () => {},
    marked: () => {},
    hungUp: () => {},
    leave: async () => {},
  }
}
