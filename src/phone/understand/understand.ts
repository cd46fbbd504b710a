import type { SpokenLocale } from '../../wording/locale.ts'
import { meaningOf, type Meaning } from './meaning.ts'
import { asHeard, patternsOf, type Pattern } from './pattern.ts'

/** Tells what words mean, in the order in which they were said; the language as a document names it: `nl-NL`. */
export type Understand = (text: string, language: string) => readonly Meaning[]

type Tongue = {
  readonly patterns: readonly Pattern[]
  readonly block: RegExp
  readonly letters: ReadonlyMap<string, string>
  readonly digits: ReadonlyMap<string, string>
  readonly known: Map<string, readonly Meaning[]>
}

/** Ears for every language that has a locale: its prompts looked up backwards, with the values in them. */
export function createUnderstanding(locales: ReadonlyMap<string, SpokenLocale>): Understand {
  const tongues = new Map([...locales].map(([language, locale]) => [language, tongueOf(locale)]))
  return (text, language) => {
    const tongue = tongues.get(language) ?? tongues.get(language.replace(/-.*$/, ''))
    if (tongue === undefined) return []
    const before = tongue.known.get(text)
    if (before !== undefined) return before
    const meanings = hear(asHeard(text), tongue)
    if (tongue.known.size < 500) tongue.known.set(text, meanings)
    return meanings
  }
}

function tongueOf(locale: SpokenLocale): Tongue {
  const digits = [...locale.numbers, ...locale.digits].map(
    (word, place) => [asHeard(word), String(place % 10)] as const,
  )
  const figures = Array.from({ length: 10 }, (_, digit) => [String(digit), String(digit)] as const)
  const letters = Object.entries(locale.letters).map(
    ([letter, said]) => [asHeard(said), letter] as const,
  )
  const [before = '', after = ''] = locale.block.split(/\{\{\s*letter\s*\}\}/).map(asHeard)
  const said = letters.map(([word]) => word).join('|')
  const block = [before, `(${said})`, after].filter((piece) => piece !== '').join(' ')
  return {
    patterns: patternsOf(locale),
    block: new RegExp(`(?<![^ ])${block}(?![^ ])`, 'u'),
    letters: new Map(letters),
    digits: new Map([...figures, ...digits]),
    known: new Map(),
  }
}

/** The earliest prompt in the words (patterns come longest first); then what stands before and after it. */
function hear(text: string, tongue: Tongue): readonly Meaning[] {
  if (text === '') return []
  let best: { readonly at: number; readonly length: number; readonly meaning: Meaning } | undefined
  for (const { key, regex, names } of tongue.patterns) {
    const match = regex.exec(text)
    if (match === null) continue
    if (best !== undefined && match.index >= best.at) continue
    const values = names.map((name, place) => {
      const said = match[place + 1] ?? ''
      return [name, tongue.digits.get(said) ?? said] as const
    })
    const meaning = meaningOf(key, Object.fromEntries(values))
    best = { at: match.index, length: match[0].length, meaning }
  }
  if (best === undefined) return hearBlocks(text, tongue)
  const before = text.slice(0, best.at).trim()
  const after = text.slice(best.at + best.length).trim()
  return [...hearBlocks(before, tongue), best.meaning, ...hear(after, tongue)]
}

/** A block's letter, and runs of digits. */
function hearBlocks(text: string, tongue: Tongue): readonly Meaning[] {
  const match = tongue.block.exec(text)
  if (match !== null) {
    const letter = tongue.letters.get(match[1] ?? '') ?? ''
    const before = text.slice(0, match.index).trim()
    const after = text.slice(match.index + match[0].length).trim()
    return [...hearDigits(before, tongue), { kind: 'block', letter }, ...hearBlocks(after, tongue)]
  }
  return hearDigits(text, tongue)
}

function hearDigits(text: string, { digits }: Tongue): readonly Meaning[] {
  const words = text.split(' ').filter((word) => word !== '')
  const run = words.map((word) => digits.get(word) ?? (/^\d{2,}$/.test(word) ? word : ' ')).join('')
  return run
    .split(/ +/)
    .filter((part) => part.length > 1)
    .map((part): Meaning => ({ kind: 'digits', digits: part }))
}
