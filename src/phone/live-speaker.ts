import { pause, realClock } from './clock.ts'
import type { Speaker, Utterance } from './events.ts'
import type { ToPage } from './live-protocol.ts'
import { speakingTimeInMs } from './speech-time.ts'

/** A receiver whose words a page speaks and shows. */
export type PageSpeaker = Speaker & {
  /** The page has spoken this utterance to its end. */
  readonly spoken: (id: number) => void
}

export type PageSpeakerOptions = {
  readonly speed: number
  readonly send: (message: ToPage) => void
}

/** Recorded sound is not played on a page; it takes this long. */
const soundInMs = 5000

/** Waits for the page to say that it has spoken, but not for ever: a page may sleep in the background. */
export function pageSpeaker({ speed, send }: PageSpeakerOptions): PageSpeaker {
  const unspoken = new Map<number, AbortController>()
  let last = 0

  const speak = async (
    utterance: Extract<Utterance, { readonly kind: 'words' }>,
    signal: AbortSignal,
  ): Promise<void> => {
    const { parts, language } = utterance
    const id = (last += 1)
    const spoken = new AbortController()
    unspoken.set(id, spoken)
    const ms = speakingTimeInMs(utterance, () => soundInMs)
    send({ kind: 'said', id, parts, language, ms: Math.round(ms / speed) })
    await pause(realClock, patienceInMs(ms), AbortSignal.any([signal, spoken.signal]))
    unspoken.delete(id)
    if (!spoken.signal.aborted) send({ kind: 'stopped', id })
  }
  return {
    say: (utterance, signal) =>
      utterance.kind === 'words'
        ? speak(utterance, signal)
        : pause(realClock, soundInMs / speed, signal),
    spoken: (id) => unspoken.get(id)?.abort(),
  }
}

function patienceInMs(ms: number): number {
  return ms * 4 + 20_000
}
