import { toMuLaw } from '../modem/mu-law.ts'
import type { TextMachine } from './callers/text/machine.ts'
import type { ToPage } from './live-protocol.ts'
import { frameLength } from './stream/sound.ts'
import { createTextTelephone, type TextTelephone } from './text-telephone.ts'

export type LiveTextOptions = {
  readonly machine: TextMachine
  readonly send: (message: ToPage) => void
  /** Takes a tenth of a second of the line's sound, a byte of mu-law a sample. */
  readonly sendSound: (bytes: Uint8Array) => void
}

/** A page's text telephone. */
export type LiveText = TextTelephone & {
  readonly setTones: (isOn: boolean) => void
  /** Tells the page at once what it was to be told soon. */
  readonly flush: () => void
}

export function createLiveText({ machine, send, sendSound }: LiveTextOptions): LiveText {
  const outbox = createOutbox(send)
  let tones: number[] | undefined
  const telephone = createTextTelephone(machine, {
    onPrinted: (text) => outbox.put({ kind: 'printed', text }),
    onSent: (text) => outbox.put({ kind: 'sent', text }),
    onLamp: (isLit) => outbox.put({ kind: 'lamp', isLit }),
    onSound: (samples) => {
      if (tones === undefined) return
      for (const sample of samples) tones.push(toMuLaw(sample))
      if (tones.length < tenth) return
      sendSound(Uint8Array.from(tones))
      tones = []
    },
  })
  return {
    ...telephone,
    flush: outbox.flush,
    setTones: (isOn) => {
      tones = isOn ? [] : undefined
    },
  }
}

const tenth = 5 * frameLength

/** No page is told more often than this: on a fast clock there are hundreds of characters a second. */
const gatherInMs = 40

type Outbox = { readonly put: (message: ToPage) => void; readonly flush: () => void }

/** Keeps what is told in its order, and puts characters together that follow one another. */
function createOutbox(send: (message: ToPage) => void): Outbox {
  let waiting: ToPage[] = []
  const flush = (): void => {
    const messages = waiting
    waiting = []
    for (const message of messages) send(message)
  }
  return {
    flush,
    put: (message) => {
      if (waiting.length === 0) setTimeout(flush, gatherInMs)
      const last = waiting.at(-1)
      if (last !== undefined && 'text' in last && 'text' in message && last.kind === message.kind) {
        waiting[waiting.length - 1] = { ...last, text: last.text + message.text }
      } else waiting.push(message)
    },
  }
}
