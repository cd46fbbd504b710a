import { use, type TextMachine } from './callers/text/machine.ts'
import { frameInMs, frameLength, type Sound } from './stream/sound.ts'

/** A text telephone on somebody's desk. */
export type TextTelephone = {
  /** Types a text after what is still to be typed. It goes out whatever the line does meanwhile. */
  readonly type: (text: string) => void
  /** Forgets what was typed and is not on its way. */
  readonly drop: () => void
  /** Its end of the line, which is also its clock. */
  readonly sound: Sound
}

/** What its owner sees and hears of it; each is told as it happens. */
export type TextTelephoneFace = {
  /** `~` stands for a character that could not be read. */
  readonly onPrinted: (text: string) => void
  readonly onSent: (text: string) => void
  /** Its lamp: the other end sends. */
  readonly onLamp: (isLit: boolean) => void
  /** 20 ms of what goes over the line, both ends together. */
  readonly onSound: (samples: Float32Array) => void
}

export function createTextTelephone(machine: TextMachine, face: TextTelephoneFace): TextTelephone {
  const used = use(machine)
  let keys: readonly string[] = []
  let sending: Float32Array = new Float32Array(frameLength)
  let isLit = false
  let quietMs = 0

  const send = (): void => {
    const [key] = keys
    if (key === undefined || used.isSending()) return
    keys = keys.slice(1)
    used.press(key)
    face.onSent(key)
  }
  return {
    type: (text) => {
      keys = [...keys, ...Array.from(text)]
    },
    drop: () => {
      keys = []
      used.drop()
    },
    sound: {
      next: () => sending,
      hear: (heard) => {
        face.onSound(heard.map((sample, n) => sample + (sending[n] ?? 0)))
        send()
        const { printed, sound } = used.frame(heard)
        sending = sound
        if (printed !== '') face.onPrinted(printed)
        quietMs = used.isWriting() || printed !== '' ? 0 : quietMs + frameInMs
        const shines = quietMs === 0 || (isLit && quietMs < afterglowMs)
        if (shines === isLit) return
        isLit = shines
        face.onLamp(isLit)
      },
    },
  }
}

/** So long its lamp stays lit: what was sent last is printed by then. */
const afterglowMs = 1000
