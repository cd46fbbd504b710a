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
import { readPrintedLocales } from '../../phone/understand/read-locales.ts'
import { createReading } from '../../phone/understand/read-printed.ts'
import type { Meaning } from '../../wording/printed/locale.ts'

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

export type TextCallerName = keyof typeof manners | 'wants-person'

export const textCallerNames = [
  ...Object.keys(manners),
  'wants-person',
] as readonly TextCallerName[]

/** Somebody who types the ID, and reads. Throws for a language in which nothing is printed. */
export function scriptedCaller(
  name: TextCallerName,
  {
    id,
    language,
    chance,
  }: { readonly id: readonly string[]; readonly language: string; readonly chance: Chance },
): TextCaller {
  const locales = readPrintedLocales(ours('locales'))
  const own = locales.get(language)
  if (own === undefined) throw new RangeError(`nothing is printed in ${language}`)
  const word = (meaning: Meaning): string => own.words[meaning][0] ?? ''
  const words = {
    goAhead: 'GA',
    yes: word('yes'),
    next: word('next'),
    first: word('first'),
    again: word('again'),
    end: word('end'),
    person: word('person'),
  }
  const read = createReading(new Map([...locales].map(([tag, { prompts }]) => [tag, prompts])))
  const shared = { id, read, language, words, chance }
  return name === 'wants-person'
    ? createTextCaller({ ...shared, manner: byHand, quirk: { kind: name, after: 5 } })
    : createTextCaller({ ...shared, manner: manners[name], quirk: { kind: 'none' } })
}
