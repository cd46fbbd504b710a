import { z } from 'zod'
import type { ModeName } from '../modem/mode.ts'
import { cleanText } from '../wording/clean.ts'

/** How long a name may be where it is filled into a prompt, in characters of its URL encoding. */
export const longestName = 200

const name = (advice: string): z.ZodString =>
  z
    .string(advice)
    .refine(
      (text) => text !== '' && cleanText(text) === text && !/[{}<>]/.test(text),
      `${advice}, on one line, without braces`,
    )
    .refine(
      (text) => encodeURIComponent(text.toWellFormed()).length <= longestName,
      `write at most about ${longestName} letters: it is said many times`,
    )

const voice = (advice: string): z.ZodString => z.string(advice).min(1, advice)

const language = z.strictObject(
  {
    language: z.string('write the language that the entry is about: nl'),
    voice: voice('write a voice of TwiML: Google.nl-NL-Wavenet-A'),
    fallback: z
      .array(voice('write voices of TwiML'), 'write a list of voices: [Polly.Lotte]')
      .default([]),
    publisher: name('write the name that callers know you by'),
    web: name('write the short web address as it is spoken: activate dot example dot com').refine(
      (text) => !/[./:@]/.test(text),
      'write it as it is spoken, word by word: activate dot example dot com',
    ),
    address: name('write the same address as it is typed: activate.example.com').optional(),
    hours: name('write when people are there, in words: on working days from nine to five'),
    answerWithin: name('write when a request is answered, in words: within two working days'),
    hash: name('write what the key # is called: pound').optional(),
  },
  'write language, voice, publisher, web, hours and answerWithin',
)

/** In the order in which V.18 probes where a country is not named in its Appendix I. */
const modes = [
  'baudot-45',
  'baudot-50',
  'edt',
  'v21',
  'dtmf',
  'bell-103',
  'v23',
] as const satisfies readonly ModeName[]

const typed = (advice: string): z.ZodString =>
  z
    .string(advice)
    .regex(/^[A-Z0-9]+(?: [A-Z0-9]+)*$/, `${advice}, in capitals`)
    .max(20, `${advice}, on a line of 20`)

const text = z.strictObject(
  {
    modes: z
      .array(
        z.enum(modes, `write one of ${modes.join(', ')}`),
        'write a list, [v21, baudot-50], or leave it out',
      )
      .min(1, 'write at least one, or leave it out')
      .refine((all) => new Set(all).size === all.length, 'write each of them once')
      .default([...modes]),
    goAhead: typed('write the word that hands over the turn: GA').default('GA'),
    closing: typed('write what says that the line is ready to end: GA TO SK').default('GA TO SK'),
    end: typed('write the last word of a call: SKSK').default('SKSK'),
    width: z
      .int('write how many characters a line has: 20 or 72')
      .min(20, 'write at least 20')
      .max(72, 'write at most 72')
      .default(72),
  },
  'write modes, goAhead, closing, end or width, or leave it out',
)

const demoNumber = {
  number: z
    .string('write the number in quotes, with + and the country: "+12025550142"')
    .regex(/^\+[1-9]\d{6,14}$/, 'write + and 7 to 15 digits, nothing else: "+12025550142"'),
  display: name('write the number as people of the country write it: "(202) 555-0142"'),
}

const demo = z.strictObject(
  {
    ...demoNumber,
    text: z.strictObject(demoNumber, 'write number and display, or leave it out').optional(),
  },
  'write number and display, or leave it out',
)

const country = z
  .string('write the country as two capital letters: NL')
  .regex(/^[A-Z]{2}$/, 'write the country as two capital letters: NL')

/** The form of `voice-scripts/<COUNTRY>.yaml`. Every message says what to write instead. */
export const scriptSchema = z.strictObject(
  {
    country,
    neighbours: z
      .array(country, 'write a list of countries, [BE, DE], or leave it out')
      .default([]),
    choice: z.enum(['one', 'main-and-other', 'equal'], 'write one, main-and-other or equal'),
    keysPerListening: z
      .int('write a whole number from 7 to 63')
      .min(7, 'write at least 7, the length of a group')
      .max(63, 'write at most 63, the length of an installation ID')
      .default(63),
    relay: z.boolean('write true or false').default(false),
    languages: z
      .tuple([language], language, 'write a list: each entry begins with "- language: nl"')
      .refine(
        (entries) => entries.length <= 4,
        'write at most four languages: nobody listens to a longer offer',
      ),
    text: text.prefault({}),
    demo: demo.optional(),
  },
  'write country, choice and languages; start from another script',
)

export type ScriptFile = z.infer<typeof scriptSchema>

/** The names that the file may hold, by place. */
export const scriptNames = {
  '': Object.keys(scriptSchema.shape),
  languages: Object.keys(language.shape),
  text: Object.keys(text.shape),
  demo: Object.keys(demo.shape),
  'demo.text': Object.keys(demoNumber),
}
