import type { Listener, Sender } from '../../../modem/mode.ts'

/** A text telephone: what prints, and what the keys send. */
export type TextMachine = { readonly printer: Listener; readonly keys: Sender }

/** It prints nothing while it sends, nor so long afterwards (V.18 X-01). */
const deafAfterInMs = 300

/** A machine in use, 20 ms after 20 ms. */
export type MachineInUse = {
  /** Takes what the line sounds like, and gives what was printed and what is sent. */
  readonly frame: (heard: Float32Array) => {
    readonly printed: string
    readonly sound: Float32Array
  }
  readonly press: (key: string) => void
  /** Whether a key that was pressed is not yet sent whole. */
  readonly isSending: () => boolean
  /** Whether somebody at the other end is sending. */
  readonly isWriting: () => boolean
  /** Forgets the keys that are not sent. */
  readonly drop: () => void
}

export function use({ printer, keys }: TextMachine): MachineInUse {
  let deafFor = 0
  return {
    frame: (heard) => {
      const printed = printer
        .push(deafFor > 0 ? new Float32Array(heard.length) : heard)
        .map((one) => (one.kind === 'garble' ? '~' : one.text))
        .join('')
      const sound = new Float32Array(heard.length)
      const isOn = keys.fill(sound)
      deafFor = isOn ? deafAfterInMs : Math.max(0, deafFor - heard.length / 8)
      return { printed, sound }
    },
    press: keys.write,
    isSending: () => keys.waiting() > 0,
    isWriting: printer.isBusy,
    drop: keys.stop,
  }
}
