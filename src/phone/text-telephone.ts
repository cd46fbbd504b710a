import type { Listener, Sender } from '../modem/mode.ts'
import type { Chance } from './chance.ts'
import { frameInMs, frameLength, type Sound } from './stream/sound.ts'

/** A text telephone in somebody's hands: whoever types and reads needs no more of it. */
export type TextDevice = {
  /** Types a text after what is still to be typed. It is sent whatever the line does meanwhile. */
  readonly type: (text: string) => void
  /** Forgets what was not typed yet, and ends with the character that is being sent. */
  readonly stop: () => void
  /** So many characters are not on their way yet; 0: all that was typed has been sent. */
  readonly waiting: () => number
  /** Tells each character that is printed, in its order; `~` stands for one that could not be read. */
  readonly onPrinted: (print: (character: string) => void) => void
  /** Its lamp: somebody at the other end is sending now. */
  readonly isLineBusy: () => boolean
}

/** How a text comes to be sent: from the device's memory without a pause, or by a hand that types in a rhythm. */
export type Hand = {
  /** From one character to the next, in ms: about so much. */
  readonly everyMs: number
  readonly chance: Chance
}

export type TextTelephoneOptions = {
  readonly sender: Sender
  readonly listener: Listener
  /** Without one it sends from memory. */
  readonly hand?: Hand
  /** What is sent, character by character, as it goes out. */
  readonly onSent?: (character: string) => void
}

/** A device of its own at the end of a call: its sound goes in and out, and its time is that sound. */
export type TextTelephone = TextDevice & Sound

/** Half duplex, as they all are: it prints nothing while it sends, nor until its own echo is gone. */
export function createTextTelephone(options: TextTelephoneOptions): TextTelephone {
  const { sender, listener, hand, onSent } = options
  const printing: ((character: string) => void)[] = []
  let toType: string[] = []
  let untilNextMs = 0
  let deafMs = 0

  const hit = (): void => {
    const character = toType.shift()
    if (character === undefined) return
    sender.write(character)
    onSent?.(character)
  }
  const typeOn = (): void => {
    untilNextMs -= frameInMs
    if (hand === undefined) {
      while (toType.length > 0 && sender.waiting() < charactersAhead) hit()
    } else if (untilNextMs <= 0 && toType.length > 0) {
      hit()
      untilNextMs = hand.chance.about(hand.everyMs, unevenness)
    }
  }

  return {
    type: (text) => {
      toType = [...toType, ...text]
    },
    stop: () => {
      toType = []
      sender.stop()
    },
    waiting: () => toType.length + sender.waiting(),
    onPrinted: (print) => {
      printing.push(print)
    },
    isLineBusy: listener.isBusy,
    next: () => {
      typeOn()
      const frame = new Float32Array(frameLength)
      if (!sender.fill(frame)) return undefined
      deafMs = echoMs
      return frame
    },
    hear: (samples) => {
      const isDeaf = deafMs > 0
      deafMs -= frameInMs
      for (const heard of listener.push(isDeaf ? silence : samples)) {
        const character = heard.kind === 'garble' ? '~' : heard.text
        if (character !== '') for (const print of printing) print(character)
      }
    },
  }
}

const silence = new Float32Array(frameLength)

/** A sender has its next character at hand before the last one is over. */
const charactersAhead = 2

/** V.18 A.3: the receiver is opened again so long after the last character. */
const echoMs = 300

/** The logarithm's deviation of the time from key to key. */
const unevenness = 0.25
