import type { PromptKey } from '../dialogue/prompt-keys.ts'

/** The letters of a confirmation ID's blocks, in their order. */
export const blockLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const

type BlockLetter = (typeof blockLetters)[number]

/** What a voice says in one language: the content of `locales/<language>/spoken.json`, checked by `scripts`. */
export type SpokenLocale = {
  /** Zero to nine as people say them one by one on the telephone: German has `zwo`. */
  readonly digits: readonly string[]
  /** Zero to nine as a group's number or a key: German has `zwei`. */
  readonly numbers: readonly string[]
  /** How a block is announced, with `{{letter}}` before a mark, so that no voice takes A for an article. */
  readonly block: string
  /** How each letter is written so that the voice says it. */
  readonly letters: Readonly<Record<BlockLetter, string>>
  /** What the key # is called, where the country's script does not say otherwise. */
  readonly hash: string
  readonly prompts: Readonly<Record<PromptKey, string>>
}
