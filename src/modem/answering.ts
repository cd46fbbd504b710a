import { baudot45, baudot50 } from './baudot/mode.ts'
import { createListener } from './baudot/listen.ts'
import type { Heard, Listener, ModeName, Sender } from './mode.ts'

/** The side that answers: finds out in which mode the caller's telephone speaks, and speaks in that. */
export type Answering = Listener &
  Sender & {
    /** In which mode the caller was heard; none as long as nobody was. */
    readonly mode: () => ModeName | undefined
    /**
     * Whether what was written is not all sent, the tone after its last character included. `fill` gives more: a carrier,
     * where a mode has one, stands for the whole call, so call it for every frame.
     */
    readonly isWriting: () => boolean
  }

/**
 * The modes in the order in which they are tried on a caller who is silent. Until the caller was heard, what is written
 * goes out in the first of them, and once more in the caller's own if that is another.
 */
export function createAnswering(modes: readonly ModeName[]): Answering {
  const listener = createListener()
  const senders = { 'baudot-45': baudot45.speak(), 'baudot-50': baudot50.speak() }
  let speaks: keyof typeof senders = modes[0] === 'baudot-50' ? 'baudot-50' : 'baudot-45'
  let mode: typeof speaks | undefined
  /** A machine has one rate, and a short word in noise may look as if it had another: each character counts. */
  let faster = 0
  let [unheard, isSending] = ['', false]
  const sender = (): Sender => senders[speaks]

  const found = (heard: readonly Heard[]): void => {
    if (heard.length === 0) return
    faster += heard.length * (listener.baud() > 47.6 ? 1 : -1)
    mode = faster > 0 ? 'baudot-50' : 'baudot-45'
    const again = mode === speaks || isSending ? '' : unheard
    unheard = ''
    if (isSending) return
    speaks = mode
    if (again !== '') sender().write(again)
  }

  return {
    mode: () => mode,
    isWriting: () => isSending || sender().waiting() > 0,
    isTextTelephone: listener.isTextTelephone,
    isBusy: listener.isBusy,
    push: (samples) => {
      const heard = listener.push(samples)
      found(heard)
      return heard
    },
    write: (text) => {
      if (mode === undefined) unheard += text
      sender().write(text)
    },
    fill: (samples) => {
      isSending = sender().fill(samples)
      return isSending
    },
    stop: () => {
      unheard = ''
      sender().stop()
    },
    waiting: () => sender().waiting(),
  }
}
