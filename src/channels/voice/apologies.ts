import type { E164, Language } from '../../base/brand.ts'
import type { PromptKey } from '../../dialogue/prompt-keys.ts'
import type { Twiml } from './twiml.ts'
import type { Speakers } from './voice.ts'
import type { VoiceNumber } from './voice-number.ts'

/** Who speaks where no number is known, and in which languages, one after the other. */
export type House = { readonly speakers: Speakers; readonly languages: readonly Language[] }

/** What is left where nothing else works: when and where people are. */
export const lastWords = [
  'apology.end',
  'person.hours',
  'goodbye',
] as const satisfies readonly PromptKey[]

/**
 * The last resort for each number, in all its languages, and for an unknown one. All of them are made at
 * once, so that nothing is left that could fail when one is needed.
 */
export function prepareApologies(
  twiml: Twiml,
  numbers: ReadonlyMap<E164, VoiceNumber>,
  house: House,
): (to: string) => string {
  const ofTheHouse = twiml.end({ ...house, say: lastWords })
  const ofNumbers = new Map<string, string>(
    [...numbers].map(([number, { speakers, called }]) => [
      number,
      twiml.end({ speakers, languages: called.script.languages, say: lastWords }),
    ]),
  )
  return (to) => ofNumbers.get(to) ?? ofTheHouse
}
