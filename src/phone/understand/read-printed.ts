import type { Language } from '../../base/brand.ts'
import { teletype } from '../../wording/teletype/teletype.ts'
import { findApproximately } from './approximate.ts'
import { meaningOf, type Meaning, type PromptKey } from './meaning.ts'

/** What somebody makes of a written message. */
export type Reading = {
  readonly meanings: readonly Meaning[]
  /** There was more than he could make something of, or a block that is none. */
  readonly isGarbled: boolean
}

/** Reads a message in which characters may be wrong, the language as it is known: `nl`. */
export type Read = (text: string, language: string) => Reading

/** Prompts as they are printed, values left open as `{{name}}`. */
export type PrintedPrompts = Readonly<Record<string, string>>

type Template = {
  readonly key: PromptKey
  readonly pieces: readonly Piece[]
  readonly most: number
}
/** A value, or words; what stands at the beginning or the end of a prompt may be empty. */
type Piece = { readonly words: string; readonly nameAfter?: string }
type Span = { readonly from: number; readonly to: number; readonly meaning: Meaning }

/** One character in so many may be wrong. */
const oneIn = 5
const longestValue = 60

/** Reading for every language, its printed prompts looked up backwards. */
export function createReading(locales: ReadonlyMap<string, PrintedPrompts>): Read {
  const templates = new Map(
    [...locales].map(([language, prompts]) => [language, templatesOf(prompts, language)]),
  )
  const known = new Map<string, Reading>()
  return (text, language) => {
    const name = `${language} ${text}`
    const reading = known.get(name) ?? read(text, templates.get(language) ?? [])
    if (known.size < 500) known.set(name, reading)
    return reading
  }
}

function read(text: string, templates: readonly Template[]): Reading {
  const blocks = blocksIn(text)
  const words = asPrinted(withoutBlocks(text))
  const found = templates.flatMap((template) => place(template, words))
  const chosen: (Span & { readonly weight: number })[] = []
  for (const one of found.toSorted((a, b) => b.weight - a.weight)) {
    if (chosen.every(({ from, to }) => one.to <= from || one.from >= to)) chosen.push(one)
  }
  const inOrder = chosen.toSorted((a, b) => a.from - b.from)
  const covered = inOrder.reduce((sum, { from, to }) => sum + to - from, 0)
  const digits = Array.from(text.matchAll(/\b(\d{4}) (\d{4})\b/g), ([, one, two]): Meaning => ({
    kind: 'digits',
    digits: `${one}${two}`,
  }))
  return {
    meanings: [...inOrder.map(({ meaning }) => meaning), ...digits, ...blocks.meanings],
    isGarbled:
      blocks.isGarbled ||
      words.length - covered > 12 + digits.length * 10 ||
      (inOrder.length + digits.length + blocks.meanings.length === 0 && !parting.test(words)),
  }
}

/** `A 123 4567` at the beginning of a line. */
function blocksIn(text: string): Reading {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim())
  const meanings = lines.flatMap((line): readonly Meaning[] => {
    const [, letter = '', first = '', last = ''] = blockLine.exec(line) ?? []
    if (letter === '') return []
    return [
      { kind: 'block', letter },
      { kind: 'digits', digits: first + last },
    ]
  })
  const isGarbled = lines.some((line) => like.test(line) && !blockLine.test(line))
  return { meanings, isGarbled }
}

/** A machine may print a character or two before a carrier that it has just found; a word may hand over the turn. */
const blockLine = /^\S{0,2}?([A-H]) (\d{3}) ?(\d{4})(?: \S{2,4})?$/
/** The words by which turns and calls are ended. */
const parting = /^(?:(?:GA|TO|SK|SKSK|BIBI|KOM|KLART|SLUT)(?: |$))*$/
/** Not a block, but what may have been one. */
const like = /^\S{0,3} ?[\dA-Z?]{2,4} [\dA-Z?]{3,5}(?: \S{2,4})?$/

function withoutBlocks(text: string): string {
  return text
    .split(/[\r\n]+/)
    .filter((line) => !blockLine.test(line.trim()))
    .join(' ')
}

function place(template: Template, text: string): readonly (Span & { readonly weight: number })[] {
  let [at, from, wrong] = [0, -1, 0]
  const values: Record<string, string> = {}
  let open: string | undefined
  for (const { words, nameAfter } of template.pieces) {
    if (words !== '') {
      const window = from === -1 ? text : text.slice(0, at + longestValue + words.length)
      const atMost = Math.min(template.most - wrong, Math.floor(words.length / oneIn))
      const found = findApproximately(words, { text: window, from: at, atMost })
      if (found === undefined) return []
      if (open !== undefined) values[open] = text.slice(at, found.from).trim()
      if (from === -1) from = found.from
      at = found.to
      wrong += found.wrong
    }
    open = nameAfter
  }
  if (open !== undefined) {
    const [next = ''] = text.slice(at).trimStart().split(' ')
    values[open] = next
    at = Math.min(text.length, at + next.length + 1)
  }
  const read = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, figuresOf(value)]),
  )
  const weight = template.most * oneIn - 2 * wrong
  return [{ from, to: at, weight, meaning: meaningOf(template.key, read) }]
}

/** A number that was printed in the wrong shift. */
function figuresOf(value: string): string {
  if (!/^[QWERTYUIOP]$/.test(value)) return value
  return String(('QWERTYUIOP'.indexOf(value) + 1) % 10)
}

function templatesOf(prompts: PrintedPrompts, language: string): readonly Template[] {
  const typed = (text: string): string =>
    teletype(text, { language: language as Language, width: Infinity })
  return Object.entries(prompts).map(([key, wording]) => {
    const parts = wording.split(/\{\{\s*([\w-]+)\s*\}\}/)
    const pieces = parts.flatMap((part, place): readonly Piece[] => {
      if (place % 2 === 1) return []
      const [words, nameAfter] = [asPrinted(typed(part)), parts[place + 1]]
      if (nameAfter === undefined) return words === '' ? [] : [{ words }]
      return [{ words, nameAfter }]
    })
    const length = pieces.reduce((sum, { words }) => sum + words.length, 0)
    return { key: key as PromptKey, pieces, most: Math.floor(length / oneIn) }
  })
}

/** Capitals and figures, one blank between words. */
function asPrinted(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
