import type { Language } from '../../base/brand.ts'
import type { Names } from '../../wording/variables.ts'

/** A text-to-speech voice by TwiML's name for it, and the locale it speaks: `nl-NL`. */
export type Voice = { readonly id: string; readonly locale: string }

/** Who speaks at a number: for each language the voice to use first, and what the script says there. */
export type Speakers = {
  readonly voices: ReadonlyMap<Language, readonly [Voice, ...Voice[]]>
  readonly names: ReadonlyMap<Language, Names>
}

/** The voice to use first. */
export function voiceOf({ voices }: Speakers, language: Language): Voice {
  const voice = voices.get(language)?.[0]
  if (voice === undefined) throw new RangeError(`no voice speaks the language "${language}"`)
  return voice
}

/** Does the voice rest where a Say has a break? The basic ones and the newest ones of both makers do not. */
export function knowsBreaks({ id }: Voice): boolean {
  return /^(Google|Polly)\./.test(id) && !/-Chirp3-HD-|-Generative$/.test(id)
}
