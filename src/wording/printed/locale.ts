import type { PromptKey } from '../../dialogue/prompt-keys.ts'

/** What a typed word may mean. */
export const meanings = [
  'yes',
  'no',
  'next',
  'back',
  'first',
  'again',
  'hold',
  'person',
  'end',
  'relay',
  'vco',
  'hco',
  'courtesy',
] as const

export type Meaning = (typeof meanings)[number]

/** The words of a language for each meaning, in capitals, as a text telephone has them. */
export type Words = Readonly<Record<Meaning, readonly string[]>>

/** What is written in one language: the content of `locales/<language>/printed.json`, checked by `scripts`. */
export type PrintedLocale = {
  /** How a block is written, with `{{letter}}` and `{{digits}}`. */
  readonly block: string
  /** What who reads is told where this language stands in for one that has no words here: `{{language}}`. */
  readonly notice?: string | undefined
  readonly words: Words
  readonly prompts: Readonly<Record<PromptKey, string>>
}
