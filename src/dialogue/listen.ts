import type { Prompt } from './prompt.ts'
import type { PromptKey } from './prompt-keys.ts'
import type { Script } from './script.ts'
import type { Expected, Turn } from './turn.ts'

export const minute = 60_000

/** Words by their key. */
export function words(key: PromptKey, values?: Readonly<Record<string, string | number>>): Prompt {
  return values === undefined ? { kind: 'words', key } : { kind: 'words', key, values }
}

export function silence(ms: number): Prompt {
  return { kind: 'silence', ms }
}

/** The keypad may be in the handset: who has just keyed needs a moment to bring it to the ear. */
export const toTheEar = silence(500)

/**
 * What is nested after a question, so that one listening bears all the patience for the next key: a
 * relay operator has nothing to type again, and the end is announced before it comes (EN 301 549 and the
 * former 36 CFR 1194.23(d) ask for that). `still` says that the line waits; who was silent once already is
 * spared it, so that three listenings together last about four minutes. `next` says what ten more silent
 * seconds lead to, where that is anything but a reminder.
 */
export function patience({ still, next }: Announced): readonly Prompt[] {
  return [
    silence(20_000),
    words('patience.take-your-time'),
    ...(still === undefined ? [] : [silence(25_000), words(still)]),
    silence(25_000),
    ...(next === undefined ? [] : [words(next), silence(10_000)]),
  ]
}

type Announced = { readonly still?: PromptKey; readonly next?: PromptKey }

/** Five minutes with a word every minute. */
export function heldPatience(still: PromptKey): readonly Prompt[] {
  const round = [silence(minute), words(still)]
  return [...round, ...round, ...round, ...round, silence(minute)]
}

/** What a listening leaves unsaid: one key, eight seconds of patience, no finish key, no speech. */
export type Asking = Pick<Expected, 'answer'> & Partial<Expected>

/** Says, then listens. On a relay number every pause is twice as long. */
export function ask(script: Script, say: readonly Prompt[], asking: Asking): Turn {
  const slower = script.relay ? 2 : 1
  const { answer, patienceInMs = 8_000, atMost = 1, finish = 'none', speech = false } = asking
  return {
    kind: 'ask',
    say: say.map((prompt) =>
      prompt.kind === 'silence' && prompt.ms >= 1_000 ? silence(prompt.ms * slower) : prompt,
    ),
    expected: { answer, atMost, finish, patienceInMs: patienceInMs * slower, speech },
  }
}
