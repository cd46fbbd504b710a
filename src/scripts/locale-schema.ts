import { z } from 'zod'
import { promptKeys, type PromptKey } from '../dialogue/prompt-keys.ts'
import { blockLetters } from '../wording/locale.ts'
import { nameVariables, variablesIn } from '../wording/variables.ts'
import { bracesPair, promptAdvice } from './prompt-advice.ts'
import { longestName } from './script-schema.ts'

/**
 * The most that one TwiML <Say> takes with every kind of voice (Polly's 3,000 characters, which is less
 * than 4,500 URL-encoded), counted in URL-encoded characters to be safe in every script.
 */
const longestSay = 3000

const word = (advice: string): z.ZodString =>
  z.string(advice).refine((text) => text.trim() !== '', advice)

const tenWords = (advice: string) =>
  z
    .array(word(advice), advice)
    .length(10, advice)
    .refine((words) => new Set(words).size === words.length, `${advice}, all different`)

const letters = z.strictObject(
  Object.fromEntries(
    blockLetters.map((letter) => [letter, word(`write how a voice says the letter: "${letter}"`)]),
  ) as Record<(typeof blockLetters)[number], z.ZodString>,
  'write what a voice says for each letter from A to H',
)

const prompts = z.strictObject(
  Object.fromEntries(promptKeys.map((key) => [key, prompt(key)])) as Record<PromptKey, z.ZodString>,
  'write the words of every prompt; locales/en/spoken.json has the list',
)

/** The form of `locales/<language>/spoken.json`. Every message says what to write instead. */
export const localeSchema = z.strictObject(
  {
    digits: tenWords('write the ten words for the digits zero to nine'),
    numbers: tenWords('write the ten words for the numbers zero to nine'),
    block: word('write how a block is announced: "Block {{letter}}."').refine(
      (text) => variablesIn(text).join() === 'letter' && bracesPair(text),
      'write {{letter}} in it once, and nothing else in braces: "Block {{letter}}."',
    ),
    letters,
    hash: word('write what the key # is called: "hash"'),
    prompts,
  },
  'write digits, numbers, block, letters, hash and prompts; start from locales/en/spoken.json',
)

/** The names that the file may hold, by place. */
export const localeNames = {
  '': Object.keys(localeSchema.shape),
  letters: blockLetters,
  prompts: promptKeys,
}

function prompt(key: PromptKey): z.ZodString {
  return z.string('write what a voice says').superRefine((text, context) => {
    const advice = adviceFor(key, text)
    if (advice !== undefined) context.addIssue({ code: 'custom', message: advice })
  })
}

function adviceFor(key: PromptKey, text: string): string | undefined {
  if (sayLength(text) > longestSay)
    return `write at most about ${longestSay} letters: it is one <Say>`
  return promptAdvice(key, text, nameVariables)
}

/** The length with every variable at its longest, in URL-encoded characters. */
function sayLength(text: string): number {
  const variables = [...text.matchAll(/\{\{[^{}]*\}\}/g)].length
  const words = text.replaceAll(/\{\{[^{}]*\}\}/g, '')
  return encodeURIComponent(words.toWellFormed()).length + variables * longestName
}
