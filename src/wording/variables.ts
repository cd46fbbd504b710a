import type { Country } from '../base/brand.ts'
import type { PromptKey } from '../dialogue/prompt-keys.ts'

/** What a country's script says in one of its languages, filled into any prompt. */
export type Names = {
  readonly publisher: string
  /** The short address as it is spoken: `activate dot example dot com`. */
  readonly web: string
  /** The same address as it is written: `activate.example.com`. */
  readonly address?: string
  /** When people are there, fitting after "our people are there". */
  readonly hours: string
  /** When a request is answered, fitting after "you will have an answer". */
  readonly answerWithin: string
  /** What the key # is called in this country, where not as the locale says: `pound`. */
  readonly hash?: string
  /** What who types hands over the turn with, where not GA: `KOM`. */
  readonly goAhead?: string
  /** By whose clocks days are said; without it, in UTC. */
  readonly country?: Country
}

/** The variables that any prompt may use where it is spoken, and where it is written. */
export const nameVariables: readonly string[] = [
  'publisher',
  'web',
  'hours',
  'answerWithin',
  'hash',
]

export const writtenVariables: readonly string[] = [
  'publisher',
  'web',
  'hours',
  'answerWithin',
  'goAhead',
]

/** The variables that a prompt takes from the dialogue: its wording uses each of them, and no others. */
export function ownVariables(key: PromptKey): readonly string[] {
  return own[key] ?? []
}

/** The variables that a wording uses, in their order; one that is used twice is named once. */
export function variablesIn(text: string): readonly string[] {
  const names = [...text.matchAll(/\{\{\s*([\w-]+)\s*\}\}/g)].map((match) => match[1] ?? '')
  return [...new Set(names)]
}

const own: Partial<Record<PromptKey, readonly string[]>> = {
  'language.offer': ['key'],
  'entry.next-group': ['group'],
  'entry.go-on': ['group'],
  'entry.once-more': ['group'],
  'entry.unclear': ['group'],
  'entry.and-group': ['group'],
  'entry.missing-group': ['group'],
  'entry.compare': ['group'],
  'entry.compare-also': ['group'],
  'resume.again': ['group'],
  'case.finished': ['group'],
  'case.unclear': ['group'],
  'case.wrong': ['group'],
  'entry.silent': ['group'],
  'entry.loudspeaker': ['group'],
  'message.case': ['caseNumber'],
  'wait.place': ['place'],
  'wait.minutes': ['minutes'],
  'refused.exhausted': ['limit'],
  'release.done': ['limit', 'used'],
  'refused.retired-product': ['since'],
  'refused.retired-product-successor': ['successor'],
  'refused.limited-until': ['until'],
}
