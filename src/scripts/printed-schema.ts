import { z } from 'zod'
import type { Language } from '../base/brand.ts'
import { promptKeys, type PromptKey } from '../dialogue/prompt-keys.ts'
import { meanings, type Meaning } from '../wording/printed/locale.ts'
import { needsEnglish } from '../wording/teletype/needs-english.ts'
import { teletype, unprintable } from '../wording/teletype/teletype.ts'
import { variablesIn, writtenVariables } from '../wording/variables.ts'
import { bracesPair, promptAdvice, variable } from './prompt-advice.ts'

/** Twenty seconds at the six characters a second of a text telephone. */
const longestPrompt = 120

/** How long variables usually are, in characters. */
const usual: Readonly<Record<string, number>> = {
  publisher: 10,
  web: 20,
  hours: 36,
  answerWithin: 24,
  goAhead: 3,
  limit: 2,
  used: 2,
  since: 14,
  until: 18,
  successor: 20,
}

type PrintedFile = {
  block: z.ZodString
  notice: z.ZodString | z.ZodOptional<z.ZodString>
  words: z.ZodObject<Record<Meaning, z.ZodArray<z.ZodString>>>
  prompts: z.ZodObject<Record<PromptKey, z.ZodString>>
}

/** Stands in for a language that has no written words, and is understood beside any other. */
export const standIn = 'en' as Language

const notice = z
  .string('write what is said where it stands in for another language: "… {{language}} …"')
  .refine((text) => variablesIn(text).join() === 'language', 'write {{language}} in it')

/** The form of `locales/<language>/printed.json`. Every message says what to write instead. */
export function printedSchema(language: Language): z.ZodObject<PrintedFile> {
  return z.strictObject(
    {
      block: z
        .string('write how a block is written: "{{letter}} {{digits}}"')
        .refine(
          (text) => variablesIn(text).toSorted().join() === 'digits,letter' && bracesPair(text),
          'write {{letter}} and {{digits}} in it, and nothing else in braces',
        ),
      notice: language === standIn ? notice : notice.optional(),
      words: z.strictObject(
        Object.fromEntries(meanings.map((meaning) => [meaning, words(language)])) as Record<
          Meaning,
          z.ZodArray<z.ZodString>
        >,
        'write what people type for each meaning; locales/en/printed.json has the list',
      ),
      prompts: z.strictObject(
        Object.fromEntries(promptKeys.map((key) => [key, prompt(key, language)])) as Record<
          PromptKey,
          z.ZodString
        >,
        'write the words of every prompt; locales/en/printed.json has the list',
      ),
    },
    'write block, words and prompts; start from locales/en/printed.json',
  )
}

/** The names that the file may hold, by place. */
export const printedNames = {
  '': ['block', 'notice', 'words', 'prompts'],
  words: meanings,
  prompts: promptKeys,
}

function words(language: Language): z.ZodArray<z.ZodString> {
  const advice = 'write a list of what people type for it, in capitals: ["YES", "Y"]'
  return z
    .array(
      z.string(advice).superRefine((text, context) => {
        const message = wordAdvice(text, language)
        if (message !== undefined) context.addIssue({ code: 'custom', message })
      }),
      advice,
    )
    .min(1, advice)
}

function wordAdvice(text: string, language: Language): string | undefined {
  if (needsEnglish(language)) return text.trim() === '' ? 'write a word' : undefined
  const printed = teletype(text, { language, width: longestPrompt }).replaceAll(/[^A-Z0-9 ]/g, '')
  if (printed === '') return 'write a word of letters that a text telephone has'
  return printed === text ? undefined : `write it as a text telephone has it: "${printed}"`
}

function prompt(key: PromptKey, language: Language): z.ZodString {
  return z.string('write what somebody reads').superRefine((text, context) => {
    const message =
      promptAdvice(key, text, writtenVariables) ?? readingAdvice(filled(text), language)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })
}

function readingAdvice(text: string, language: Language): string | undefined {
  if ([...text.matchAll(/[?\u037e]/g)].length > 1)
    return 'ask one thing at a time: write one question mark at most'
  if (needsEnglish(language)) return undefined
  const lost = unprintable(text, language)
  if (lost.length > 0)
    return `no text telephone prints ${lost.map((one) => `"${one}"`).join(', ')}; write it in words`
  const { length } = teletype(text, { language, width: Infinity })
  return length <= longestPrompt
    ? undefined
    : `it is ${length} characters on a text telephone; write at most ${longestPrompt}: they take 20 seconds`
}

function filled(text: string): string {
  return text.replaceAll(variable, (used) => 'X'.repeat(usual[variablesIn(used)[0] ?? ''] ?? 1))
}
