import type { Language } from '../base/brand.ts'
import type { Prompt } from '../dialogue/prompt.ts'
import { promptKeys } from '../dialogue/prompt-keys.ts'
import type { Wording } from '../wording/create-wording.ts'
import { lastsInMs } from '../wording/duration.ts'
import { ownVariables, type Names } from '../wording/variables.ts'

/** How long a prompt lasts in each language, in seconds, about. */
export type PromptTime = {
  readonly name: string
  readonly seconds: Readonly<Record<Language, number>>
}

/** The times of every prompt, then those of one block at each pace. Variables are at an example. */
export function timePrompts(
  wording: Wording,
  names: ReadonlyMap<Language, Names>,
): readonly PromptTime[] {
  const timeOf = (name: string, prompt: Prompt): PromptTime => ({
    name,
    seconds: Object.fromEntries(
      [...names.keys()].map((language) => [
        language,
        inSeconds(wording.speak(prompt, { language, names }).map(lastsInMs)),
      ]),
    ),
  })
  return [
    ...promptKeys.map((key) => {
      const values = Object.fromEntries(ownVariables(key).map((name) => [name, 4]))
      return timeOf(key, { kind: 'words', key, values })
    }),
    ...(['slow', 'normal', 'fast'] as const).map((pace) =>
      timeOf(`a block, ${pace}`, { kind: 'block', letter: 'A', digits: '0123456', pace }),
    ),
  ]
}

function inSeconds(parts: readonly number[]): number {
  return Math.round(parts.reduce((sum, ms) => sum + ms, 0) / 100) / 10
}
