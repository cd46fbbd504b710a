import type { Language } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Prompt } from '../dialogue/prompt.ts'
import type { PromptKey } from '../dialogue/prompt-keys.ts'
import { cleanText } from './clean.ts'
import { sayDay, sayMonth } from './dates.ts'
import { sayDigits, sayNumber } from './digits.ts'
import { createFiller, type Values } from './fill.ts'
import { found } from './found.ts'
import { blockLetters, type SpokenLocale } from './locale.ts'
import type { Spoken } from './spoken.ts'
import type { Names } from './variables.ts'

/** The language of the call, and what its country's script says in each of its languages. */
type SpeakingContext = {
  readonly language: Language
  readonly names: ReadonlyMap<Language, Names>
}

export type Wording = {
  /** What a voice says for a prompt. A language without locale or names is a `RangeError`. */
  readonly speak: (prompt: Prompt, context: SpeakingContext) => readonly Spoken[]
  readonly languages: readonly Language[]
}

/** Turns prompts into the words of these locales; they must have been checked. */
export function createWording(locales: ReadonlyMap<Language, SpokenLocale>): Wording {
  const fill = createFiller(locales)
  const tongues = new Map(
    [...locales].map(([language, locale]) => [language, prepare(language, locale)]),
  )

  function sayWords(prompt: Words, tongue: Tongue, names: Names): string {
    const { language, locale } = tongue
    const known = prompt.values === undefined ? knownTexts(tongue, names) : undefined
    const before = known?.get(prompt.key)
    if (before !== undefined) return before
    const values = sayValues(prompt.values ?? {}, tongue, names)
    const text = fill(language, prompt.key, { hash: locale.hash, ...names, ...values })
    known?.set(prompt.key, text)
    return text
  }

  function speak(prompt: Prompt, context: SpeakingContext): readonly Spoken[] {
    const language = (prompt.kind === 'words' ? prompt.language : undefined) ?? context.language
    const tongue = found(tongues, language)
    switch (prompt.kind) {
      case 'words': {
        const text = sayWords(prompt, tongue, found(context.names, language))
        return [{ kind: 'words', language, text }]
      }
      case 'block': {
        const { letter, digits, pace } = prompt
        const text = tongue.blocks.get(letter) ?? sayBlock(letter, tongue.locale)
        return [
          { kind: 'words', language, text },
          { kind: 'digits', language, words: sayDigits(digits, tongue.digits), pace },
        ]
      }
      case 'digits': {
        const words = sayDigits(prompt.digits, tongue.digits)
        return [{ kind: 'digits', language, words, pace: 'slow' }]
      }
      case 'silence':
        return [{ kind: 'silence', ms: prompt.ms }]
      default:
        return unreachable(prompt)
    }
  }

  return { speak, languages: [...locales.keys()] }
}

type Words = Extract<Prompt, { readonly kind: 'words' }>

/** A language, and what it says the same way each time. */
type Tongue = {
  readonly language: Language
  readonly locale: SpokenLocale
  readonly digits: readonly string[]
  /** How each block is announced, by its letter. */
  readonly blocks: ReadonlyMap<string, string>
  /** Prompts without values of their own, filled with a country's names. */
  readonly texts: WeakMap<Names, Map<PromptKey, string>>
}

function prepare(language: Language, locale: SpokenLocale): Tongue {
  return {
    language,
    locale,
    digits: locale.digits.map(cleanText),
    blocks: new Map(blockLetters.map((letter) => [letter, sayBlock(letter, locale)])),
    texts: new WeakMap(),
  }
}

function knownTexts({ texts }: Tongue, names: Names): Map<PromptKey, string> {
  const known = texts.get(names) ?? new Map<PromptKey, string>()
  texts.set(names, known)
  return known
}

function sayValues(values: Values, { language, locale }: Tongue, { country }: Names): Values {
  const said = { language, locale, country }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, sayValue(name, value, said)]),
  )
}

type Said = Pick<Tongue, 'language' | 'locale'> & { readonly country: Names['country'] }

function sayValue(name: string, value: string | number, said: Said): string {
  const { locale } = said
  switch (name) {
    case 'since':
      return sayMonth(Number(value), said)
    case 'until':
      return sayDay(Number(value), said)
    case 'caseNumber':
      return sayDigits(String(value), locale.digits)
        .map((part) => part.join(' '))
        .join(', ')
    case 'block':
      return sayLetter(String(value), locale)
    default:
      return sayNumber(value, locale.numbers)
  }
}

function sayBlock(letter: string, locale: SpokenLocale): string {
  return cleanText(locale.block.replaceAll('{{letter}}', () => sayLetter(letter, locale)))
}

function sayLetter(letter: string, locale: SpokenLocale): string {
  const known = blockLetters.find((one) => one === letter)
  return known === undefined ? letter : locale.letters[known]
}
