import type { Piece } from './pieces.ts'
import { isDigit, isLetter, mayBeDigit } from './tokens.ts'
import type { Typed } from './typed.ts'

/** Keys as the dialogue takes them, each with its doubt from 0 to 1. */
export type TypedKeys = { readonly keys: string; readonly doubts: readonly number[] }

type Key = { readonly key: string; readonly doubt: number }

type Numeral = {
  readonly keys: readonly Key[]
  readonly isSpaced: boolean
  readonly isAfterWord: boolean
}

/**
 * The digits in what was typed, with a hash where a space ends a group of about seven. A lone digit before seven others
 * is the number of the group, and no key.
 */
export function keysIn(pieces: readonly Piece[]): TypedKeys {
  const numerals = pieces.flatMap((piece, at): readonly Numeral[] => {
    if (piece.kind !== 'number') return []
    const { items, isSpaced } = piece.token
    const isAfterWord = at > 0 && pieces[at - 1]?.kind !== 'number'
    return [{ keys: keysOf(items), isSpaced, isAfterWord }]
  })
  return joined(numerals.filter((one, at) => !isName(one, numerals.slice(at + 1))))
}

const group = 7

/** Whether a number is the name of what comes after it. */
function isName({ keys, isSpaced, isAfterWord }: Numeral, after: readonly Numeral[]): boolean {
  if (keys.length !== 1 || !/^[1-9]$/.test(keys[0]?.key ?? '')) return false
  const next = after.findIndex((one) => one.keys.length === 1)
  const named = (next < 0 ? after : after.slice(0, next)).flatMap((one) => one.keys).length
  return isAfterWord || !isSpaced ? isGroup(named) : named === group
}

/** One digit may have been left out, or typed twice. */
function isGroup(digits: number): boolean {
  return Math.abs(digits - group) <= 1
}

function joined(numerals: readonly Numeral[]): TypedKeys {
  const all: Key[] = []
  let since = 0
  numerals.forEach(({ keys, isSpaced }, at) => {
    all.push(...keys)
    since += keys.length
    if (!isSpaced) return
    if (isGroup(since) && at < numerals.length - 1) all.push({ key: '#', doubt: 0 })
    since = 0
  })
  return { keys: all.map(({ key }) => key).join(''), doubts: all.map(({ doubt }) => doubt) }
}

function keysOf(items: readonly Typed[]): readonly Key[] {
  return items.flatMap((one, at) =>
    keyOf(one, !isLetter(items[at - 1]) && !isLetter(items[at + 1])),
  )
}

/** A letter by itself between digits, whose shifts were surely heard, is meant as what it looks like. */
const lookalikes: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

const unsure = 0.5
const unread: Key = { key: '0', doubt: 1 }

function keyOf(one: Typed, isAlone: boolean): readonly Key[] {
  if (one.kind === 'garble') return [unread]
  if (one.kind === 'key') return [{ key: one.key, doubt: 0 }]
  const doubt = Math.round((1 - one.confidence) * 10) / 10
  if (isDigit(one)) return [{ key: one.text, doubt }]
  // A sign between two digits is how they were set apart, unless it is what a bad line made of a digit.
  if (!isLetter(one)) return one.confidence < unsure ? [unread] : []
  const meant = one.shiftCertain && isAlone ? lookalikes[one.letter] : undefined
  if (meant !== undefined) return [{ key: meant, doubt: Math.max(doubt, unsure) }]
  return mayBeDigit(one) ? [{ key: one.figure, doubt }] : [unread]
}
