import type { Spoken } from '../../../phone/live-protocol.ts'
import { speakPart, voiceFor, wakeVoices } from '../../shared/voice.ts'

/** Speaks one utterance after another and says when each has been spoken, whether or not it sounds. */
export type Speaker = {
  readonly say: (utterance: Spoken) => void
  readonly stop: (id: number) => void
  readonly stopAll: () => void
  /** Call it when a hand does something: some browsers speak only after that. */
  readonly wake: () => void
  /** The sound was switched: what is being said begins again, aloud or not. */
  readonly switched: () => void
}

export type SpeakerOptions = {
  readonly speed: number
  readonly isOn: () => boolean
  readonly onSpoken: (id: number) => void
  /** The device has no voice for this language: the words are only to be read. */
  readonly onVoiceless: (language: string) => void
}

/**
 * A speaker on the browser's speech synthesis. Without a voice, or when it fails, time goes on as if
 * the words had been spoken.
 */
export function createSpeaker(options: SpeakerOptions): Speaker {
  let waiting: readonly Spoken[] = []
  let current: { readonly utterance: Spoken; readonly quiet: () => void } | undefined

  const next = (): void => {
    const [utterance, ...rest] = waiting
    if (current !== undefined || utterance === undefined) return
    waiting = rest
    start(utterance)
  }
  const start = (utterance: Spoken): void => {
    const done = (): void => {
      if (current?.utterance !== utterance) return
      current = undefined
      options.onSpoken(utterance.id)
      next()
    }
    current = { utterance, quiet: begin(utterance, options, done) }
  }
  const drop = (isMeant: (id: number) => boolean): void => {
    waiting = waiting.filter(({ id }) => !isMeant(id))
    if (current === undefined || !isMeant(current.utterance.id)) return
    current.quiet()
    current = undefined
  }
  return {
    say(utterance) {
      waiting = [...waiting, utterance]
      next()
    },
    stop(id) {
      drop((other) => other === id)
      next()
    },
    stopAll() {
      drop(() => true)
    },
    wake: wakeVoices,
    switched() {
      if (current === undefined) return
      current.quiet()
      start(current.utterance)
    },
  }
}

type Part = Spoken['parts'][number]

function begin(utterance: Spoken, options: SpeakerOptions, done: () => void): () => void {
  if (!options.isOn()) return after(utterance.ms, done)
  const voice = voiceFor(utterance.language)
  if (voice === undefined) {
    options.onVoiceless(utterance.language)
    return after(utterance.ms, done)
  }
  return inTurn(
    inBreaths(utterance.parts).map((part) => (go) => {
      if (part.kind === 'break') return after(part.ms / options.speed, go)
      return speakPart(part.text, { voice, rate: part.rate * options.speed, done: go })
    }),
    done,
  )
}

/** A voice rests by itself between the words of one breath; what is longer than this parts two breaths. */
const longestInsideInMs = 600

/** As few and as long texts as there can be: each costs a browser a moment to begin. */
function inBreaths(parts: readonly Part[]): readonly Part[] {
  const breaths: Part[] = []
  for (const part of parts) {
    if (part.kind === 'break' && part.ms < longestInsideInMs) continue
    const last = breaths.at(-1)
    if (part.kind === 'text' && last?.kind === 'text' && last.rate === part.rate) {
      breaths[breaths.length - 1] = { ...last, text: `${comma(last.text)} ${part.text}` }
    } else breaths.push(part)
  }
  return breaths
}

function comma(text: string): string {
  return /\p{L}$/u.test(text) ? `${text},` : text
}

/** Begins something that calls `done` at its end, unless it was cancelled by what it returned. */
type Act = (done: () => void) => () => void

function inTurn(acts: readonly Act[], done: () => void): () => void {
  let cancel = (): void => undefined
  const go = ([act, ...rest]: readonly Act[]): void => {
    if (act === undefined) done()
    else cancel = act(() => go(rest))
  }
  go(acts)
  return () => cancel()
}

function after(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms)
  return () => clearTimeout(timer)
}
