import type { Meaning, Words } from '../../../wording/printed/locale.ts'

/** What words mean to this caller: those of his language, and English ones. */
export type Lexicon = {
  /** All that it may mean, exactly as it stands; empty: nothing. */
  readonly exactly: (text: string) => readonly Meaning[]
  /** The same where one letter may be wrong, missing or too many, in words of four or more. */
  readonly nearly: (text: string) => readonly Meaning[]
}

const leastForgiven = 4

export function createLexicon(languages: readonly Words[]): Lexicon {
  const meanings = new Map<string, readonly Meaning[]>()
  for (const words of languages) {
    for (const [meaning, all] of Object.entries(words) as [Meaning, readonly string[]][]) {
      for (const written of all) {
        const word = written.split(' ').map(bare).join(' ')
        meanings.set(word, [...(meanings.get(word) ?? []), meaning])
      }
    }
  }
  const forgiving = [...meanings.keys()].filter((word) => word.length >= leastForgiven)

  return {
    exactly: (text) => meanings.get(text) ?? [],
    nearly: (text) => {
      const found = meanings.get(text)
      if (found !== undefined || text.length < leastForgiven) return found ?? []
      const near = forgiving.find((word) => isOneOff(word, text))
      return near === undefined ? [] : (meanings.get(near) ?? [])
    },
  }
}

/** Without the signs around it, and those inside it that words are written with or without. */
export function bare(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}?]/gu, '').replace(/\?+$/, '')
}

/** Whether one text is the other with a letter changed, left out or put in. */
function isOneOff(one: string, other: string): boolean {
  const [long, short] = one.length >= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && long[at] === short[at]) at += 1
  const rest = long.length === short.length ? short.slice(at + 1) : short.slice(at)
  return long.slice(at + 1) === rest
}
