/** Reads TwiML's verbs backwards into what the line meant to say. */
import type { Language } from '../../src/base/brand.ts'
import type { Pace } from '../../src/dialogue/prompt.ts'
import type { Say, Verb } from '../../src/phone/twiml/verbs.ts'
import type { CountryScript } from '../../src/scripts/country-script.ts'
import { lastsInMs } from '../../src/wording/duration.ts'
import type { SpokenLocale } from '../../src/wording/locale.ts'
import { paces, type Spoken } from '../../src/wording/spoken.ts'

type Ears = {
  readonly countryScript: CountryScript
  readonly locales: ReadonlyMap<string, SpokenLocale>
}

/**
 * What is spoken, and in which language: by the voice, which must be the script's first for it. Words with
 * equal rests after them are digits; the rests say the pace, and longer ones between them the parts.
 */
export function spokenIn(verbs: readonly Verb[], ears: Ears): readonly Spoken[] {
  return verbs.flatMap((verb): readonly Spoken[] => {
    if (verb.kind === 'pause') return [{ kind: 'silence', ms: verb.lengthInMs }]
    return verb.kind === 'say' ? heardIn(verb, ears) : []
  })
}

type Token = { readonly word: string } | { readonly ms: number }
type Digit = { readonly word: string; readonly lastsInMs: number }

/** Fewer are no number that is read out. */
const leastDigits = 7

function heardIn(say: Say, { countryScript, locales }: Ears): readonly Spoken[] {
  const language = languageOf(say, countryScript)
  const digitWords = locales.get(language)?.digits ?? []
  const tokens = say.parts.flatMap((part): readonly Token[] =>
    part.kind === 'break'
      ? [{ ms: part.ms }]
      : part.text.split(' ').flatMap((word) => (word === '' ? [] : [{ word }])),
  )
  const spoken: Spoken[] = []
  for (let at = 0; at < tokens.length;) {
    const digits = digitsAt(tokens, at, { language, digitWords })
    const token = tokens[at]
    if (digits.length >= leastDigits) {
      spoken.push(numberOf(digits, language))
      at += 2 * digits.length
      continue
    }
    if (token !== undefined) {
      if ('ms' in token) spoken.push({ kind: 'silence', ms: token.ms })
      else addWord(spoken, token.word, language)
    }
    at += 1
  }
  return spoken
}

function languageOf({ voice, language }: Say, { voices }: CountryScript): Language {
  const own = [...voices].find(([, [first]]) => first.id === voice && first.locale === language)
  return own?.[0] ?? (`${voice}:${language}` as Language)
}

function digitsAt(
  tokens: readonly Token[],
  at: number,
  { language, digitWords }: { readonly language: Language; readonly digitWords: readonly string[] },
): readonly Digit[] {
  const digits: Digit[] = []
  for (let next = at; ; next += 2) {
    const [token, rest] = [tokens[next], tokens[next + 1]]
    if (token === undefined || rest === undefined) return digits
    if ('ms' in token || 'word' in rest || !digitWords.includes(token.word)) return digits
    const own = lastsInMs({ kind: 'words', language, text: token.word })
    digits.push({ word: token.word, lastsInMs: own + rest.ms })
  }
}

function numberOf(digits: readonly Digit[], language: Language): Spoken {
  const usual = digits.map((digit) => digit.lastsInMs).toSorted((a, b) => a - b)[
    Math.floor(digits.length / 2)
  ]
  const pace = nearestPace(usual ?? 0)
  const parts: string[][] = [[]]
  for (const [index, digit] of digits.entries()) {
    parts.at(-1)?.push(digit.word)
    const isRest = digit.lastsInMs > (usual ?? 0) + paces[pace].betweenInMs / 2
    if (isRest && index < digits.length - 1) parts.push([])
  }
  return { kind: 'digits', language, words: parts, pace }
}

function nearestPace(digitInMs: number): Pace {
  const away = (pace: Pace): number => Math.abs(paces[pace].digitInMs - digitInMs)
  const all: readonly Pace[] = ['slow', 'normal', 'fast']
  return all.toSorted((one, other) => away(one) - away(other))[0] ?? 'normal'
}

function addWord(spoken: Spoken[], word: string, language: Language): void {
  const last = spoken.at(-1)
  if (last?.kind !== 'words') spoken.push({ kind: 'words', language, text: word })
  else spoken[spoken.length - 1] = { ...last, text: `${last.text} ${word}` }
}
