import { createSender } from '../baudot/mode.ts'
import { duplex } from '../fsk/modes.ts'
import type { ModeName, Sender } from '../mode.ts'
import { createMode } from '../modes.ts'
import { isLike, type Found } from './ears.ts'
import { isCarrierless } from './probe.ts'

/** The sender that speaks now, or none. */
export type Voices = {
  readonly current: () => Sender | undefined
  /** Another speaks from now on; the same goes on. */
  readonly turnTo: (found: Found | undefined, baud?: number) => void
  readonly isCarrierless: () => boolean
  /** Whether what is sent would be heard as this mode. */
  readonly isLike: (name: ModeName) => boolean
  /** In Hz, what our carrier holds. */
  readonly carriers: () => readonly number[]
  readonly stop: () => void
}

export function createVoices(): Voices {
  let [sender, now, rate] = [
    undefined as Sender | undefined,
    undefined as Found | undefined,
    undefined as number | undefined,
  ]
  return {
    current: () => sender,
    isCarrierless: () => now === undefined || isCarrierless(now.name),
    isLike: (name) => now !== undefined && isLike(now.name, name),
    stop: () => sender?.stop(),
    carriers: () => {
      if (now === undefined || !(now.name in duplex)) return []
      const { mark } = duplex[now.name as keyof typeof duplex][now.side]
      return [mark]
    },
    turnTo: (found, baud) => {
      if (found?.name === now?.name && found?.side === now?.side && rate === baud) return
      ;[now, rate] = [found, baud]
      if (found === undefined) sender = undefined
      else if (baud !== undefined) sender = createSender({ baud })
      else sender = createMode(found.name, found.side).speak()
    },
  }
}
