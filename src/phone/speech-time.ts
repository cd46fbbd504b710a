import { pause, type Clock } from './clock.ts'
import type { Speaker, Utterance } from './events.ts'
import type { Part } from './twiml/verbs.ts'

const charactersASecond = 14

/** A digit alone ("4 0 7") is spoken as a word of about five letters and its blank. */
const charactersOfADigit = 5

/**
 * How long an utterance takes to speak, in ms: 14 characters a second at the usual rate, a digit that
 * stands alone counted as five; an SSML break its own time; recorded sound by `soundInMs`.
 */
export function speakingTimeInMs(utterance: Utterance, soundInMs: (url: string) => number): number {
  switch (utterance.kind) {
    case 'words':
      return utterance.parts.reduce((sum, part) => sum + partInMs(part), 0)
    case 'sound':
      return soundInMs(utterance.url)
  }
}

/** A receiver in which an utterance takes the time of the stated model. */
export function timedSpeaker(
  clock: Clock,
  soundInMs: (url: string) => number = () => 5000,
): Speaker {
  return {
    say: (utterance, signal) => pause(clock, speakingTimeInMs(utterance, soundInMs), signal),
  }
}

function partInMs(part: Part): number {
  if (part.kind === 'break') return part.ms
  const alone = part.text.match(/(?<![\p{L}\p{N}])\p{Nd}(?![\p{L}\p{N}])/gu)?.length ?? 0
  const characters = part.text.length + alone * (charactersOfADigit - 1)
  return (characters / charactersASecond / part.rate) * 1000
}
