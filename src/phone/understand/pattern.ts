import type { SpokenLocale } from '../../wording/locale.ts'
import type { PromptKey } from './meaning.ts'

/** One prompt as it sounds, its values left open. */
export type Pattern = {
  readonly key: PromptKey
  readonly regex: RegExp
  readonly names: readonly string[]
}

/** Words as an ear has them: small letters, no marks, one blank between. */
export function asHeard(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The patterns of a language's prompts, the longest first. */
export function patternsOf(locale: SpokenLocale): readonly Pattern[] {
  const numbers = [...new Set([...locale.numbers, ...locale.digits])].map(asHeard)
  return keysOf(locale.prompts)
    .map((key) => patternOf(key, locale.prompts[key], numbers))
    .toSorted((a, b) => b.regex.source.length - a.regex.source.length)
}

function patternOf(key: PromptKey, wording: string, numbers: readonly string[]): Pattern {
  const pieces = wording.split(/\{\{\s*([\w-]+)\s*\}\}/)
  const names = pieces.filter((_, place) => place % 2 === 1)
  const source = pieces
    .map((piece, place) => (place % 2 === 1 ? openValue(piece, numbers) : asHeard(piece)))
    .filter((piece) => piece !== '')
    .join(' ')
  return { key, regex: new RegExp(`(?<![^ ])${source}(?![^ ])`, 'u'), names }
}

/** A number in words or figures, or any few words. */
function openValue(name: string, numbers: readonly string[]): string {
  const isNumber = ['group', 'key', 'limit', 'used'].includes(name)
  return isNumber ? `(\\d+|${numbers.join('|')})` : '(\\S+(?: \\S+){0,11}?)'
}

function keysOf(prompts: SpokenLocale['prompts']): readonly PromptKey[] {
  return Object.keys(prompts).filter((key): key is PromptKey => key in prompts)
}
