import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ours } from '../../line/configuration.ts'
import {
  byHand,
  courteous,
  createTextCaller,
  hasty,
  inLetters,
  inLines,
  interrupting,
  numbering,
  relayOperator,
  slow,
  typist,
  type TextCaller,
} from '../../phone/callers/text/index.ts'
import type { Chance } from '../../phone/index.ts'
import { createReading } from '../../phone/understand/read-printed.ts'

const manners = {
  'by-hand': byHand,
  typist,
  slow,
  relay: relayOperator,
  hasty,
  interrupting,
  courteous,
  numbering,
  'in-lines': inLines,
  'in-letters': inLetters,
} as const

export type TextCallerName = keyof typeof manners

export const textCallerNames = Object.keys(manners) as readonly TextCallerName[]

/** Somebody who types the ID, and reads. Throws for a language in which nothing is printed. */
export function scriptedCaller(
  name: TextCallerName,
  {
    id,
    language,
    chance,
  }: { readonly id: readonly string[]; readonly language: string; readonly chance: Chance },
): TextCaller {
  const locales = readPrinted(ours('locales'))
  const own = locales.get(language)
  if (own === undefined) throw new RangeError(`nothing is printed in ${language}`)
  const word = (meaning: string): string => own.words[meaning]?.[0] ?? ''
  const words = {
    goAhead: 'GA',
    yes: word('yes'),
    next: word('next'),
    first: word('first'),
    again: word('again'),
    end: word('end'),
  }
  const read = createReading(new Map([...locales].map(([tag, { prompts }]) => [tag, prompts])))
  const quirk = { kind: 'none' } as const
  return createTextCaller({ manner: manners[name], quirk, id, read, language, words, chance })
}

type Printed = {
  readonly prompts: Readonly<Record<string, string>>
  readonly words: Readonly<Record<string, readonly string[]>>
}

function readPrinted(folder: string): ReadonlyMap<string, Printed> {
  return new Map(
    readdirSync(folder).map((language) => [
      language,
      JSON.parse(readFileSync(join(folder, language, 'printed.json'), 'utf8')) as Printed,
    ]),
  )
}
