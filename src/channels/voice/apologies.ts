import type { E164, Language } from '../../base/brand.ts'
import type { PromptKey } from '../../dialogue/prompt-keys.ts'
import { ringAddress } from './address.ts'
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
 * The last resort of a call: a key leads back to its ring, where a call under way hears its present prompt and
 * any other begins. Only a key: a document that leads back by itself would come round for as long as the line
 * is down, and nobody could count how often.
 */
export function lastResort(twiml: Twiml, house: House, publicUrl: string): string {
  return twiml.offerToGoOn({ ...house, say: lastWords }, ringAddress(publicUrl))
}

/**
 * The last resort for each number, in all its languages; a number that is not served has nothing to go on with.
 * All of them are made at once, so that nothing is left that could fail when one is needed.
 */
export function prepareApologies(
  twiml: Twiml,
  numbers: ReadonlyMap<E164, VoiceNumber>,
  { house, publicUrl }: { readonly house: House; readonly publicUrl: string },
): (to: string) => string {
  const ofTheHouse = twiml.end({ ...house, say: lastWords })
  const ofNumbers = new Map<string, string>(
    [...numbers].map(([number, { speakers, called }]) => [
      number,
      lastResort(twiml, { speakers, languages: called.script.languages }, publicUrl),
    ]),
  )
  return (to) => ofNumbers.get(to) ?? ofTheHouse
}
