import { isLineEnd, isSpace, type Typed } from './typed.ts'

/** What stands between two spaces, or a part of it where words and numbers were typed without one. */
export type Token = {
  readonly items: readonly Typed[]
  /** After it a space was typed, or a line ends. */
  readonly isSpaced: boolean
}

export function tokensOf(typed: readonly Typed[]): readonly Token[] {
  const tokens: Token[] = []
  let items: Typed[] = []
  const close = (isSpaced: boolean): void => {
    if (items.length > 0) tokens.push({ items, isSpaced })
    items = []
  }
  for (const one of typed) {
    if (isSpace(one) || isLineEnd(one)) close(true)
    else items.push(one)
  }
  close(false)
  return tokens
}

/**
 * The words and numbers in a token in which digits were received: a run of letters that can't all be digits is a
 * word, and so are signs in a row; a digit before a sign is the name of what comes, as in "5:1234567".
 */
export function partsOf({ items, isSpaced }: Token): readonly Token[] {
  const runs = runsOf(items)
  const parts: Typed[][] = [[]]
  runs.forEach((run, index) => {
    const isAtEdge = index === 0 || index === runs.length - 1
    const isAlien = run.kind !== 'digit' && run.items.some((one) => !mayBeDigit(one))
    if (isAlien && (run.items.length > 1 || isAtEdge)) parts.push(run.items, [])
    else parts.at(-1)?.push(...run.items)
    if (index === 1 && run.kind === 'sign' && runs[0]?.items.length === 1) parts.push([])
  })
  const filled = parts.filter((part) => part.length > 0)
  return filled.map((part, index) => ({
    items: part,
    isSpaced: isSpaced && !filled.slice(index + 1).some((one) => one.some(isDigit)),
  }))
}

/** As it was received. A garble is a letter that no word has. */
export function receivedText({ items }: Token): string {
  return items.map((one) => (one.kind === 'character' ? one.text : shown(one))).join('')
}

/** As if all of it had been typed in letters. */
export function letterText({ items }: Token): string {
  return items.map((one) => (one.kind === 'character' ? one.letter : shown(one))).join('')
}

/** Received as a digit, by whatever way it came. */
export function isDigit(one: Typed | undefined): boolean {
  if (one?.kind === 'key') return true
  return one?.kind === 'character' && /^\d$/.test(one.text)
}

/** Received as a letter. */
export function isLetter(one: Typed | undefined): boolean {
  return one?.kind === 'character' && one.text === one.letter && /^\p{L}$/u.test(one.text)
}

/** Has a digit on its key. */
export function mayBeDigit(one: Typed): boolean {
  return isDigit(one) || (one.kind === 'character' && /^\d$/.test(one.figure))
}

type Run = { readonly kind: 'digit' | 'letter' | 'sign'; readonly items: Typed[] }

function runsOf(items: readonly Typed[]): readonly Run[] {
  const runs: Run[] = []
  for (const one of items) {
    const kind = kindOf(one)
    const last = runs.at(-1)
    if (last?.kind === kind) last.items.push(one)
    else runs.push({ kind, items: [one] })
  }
  return runs
}

function kindOf(one: Typed): Run['kind'] {
  if (isDigit(one) || one.kind === 'garble') return 'digit'
  return isLetter(one) ? 'letter' : 'sign'
}

function shown(one: Exclude<Typed, { kind: 'character' }>): string {
  return one.kind === 'key' ? one.key : '?'
}
