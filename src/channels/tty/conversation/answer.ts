import type { Answerable } from '../../../dialogue/turn.ts'
import { unreachable } from '../../../base/unreachable.ts'
import { keysIn, type TypedKeys } from './digits.ts'
import { piecesOf, type Piece, type Reader } from './pieces.ts'
import type { Meaning } from '../../../wording/printed/locale.ts'
import { tokensOf } from './tokens.ts'
import { edited, isSpace, type Typed } from './typed.ts'
import type { Lexicon } from './words.ts'
import type { LanguageNamed } from './written-turn.ts'

/** What the caller wants. */
export type Wish =
  /** `isAhead`: the rest of what he typed answers the next question. */
  | ({ readonly kind: 'keys'; readonly isAhead?: true } & TypedKeys)
  /** `hold`: he wants time, where the dialogue has no key for it. */
  | { readonly kind: 'again' | 'vco' | 'hco' | 'end' | 'hold' | 'relay' | 'nothing' }

/** An answer as far as it is typed. */
export type Reading = {
  readonly wish: Wish
  /** Nothing is typed yet that anybody could read. */
  readonly isBlank: boolean
  readonly isRelay: boolean
  /** He asked for time, and may be about to go on. */
  readonly isHeld: boolean
  /** How it ends: with the word that hands over the turn, with one that ends the call, or as a question. */
  readonly end: 'go-ahead' | 'end' | 'question' | 'open'
  readonly digits: number
}

export type Question = {
  readonly answer: Answerable
  readonly languages: readonly LanguageNamed[]
  readonly lexicon: Lexicon
  readonly goAhead: string
}

/** A relay operator names himself by a number: so many digits may be that. */
const operatorDigits = 6
/** An offer, or the question for a language, may be answered with an ID instead. */
const leastOfAnId = 4

export function readAnswer(typed: readonly Typed[], question: Question): Reading {
  const { lexicon, goAhead, answer } = question
  const left = edited(typed)
  const reader: Reader = { lexicon, goAhead, expectsDigits: isForGroups(answer) }
  const pieces = piecesOf(tokensOf(left), reader)
  const means = (meaning: Meaning): boolean => pieces.some((piece) => isMeant(piece, meaning))
  const isRelay = means('relay')
  const typedKeys = keysIn(pieces)
  const count = typedKeys.keys.replaceAll(/\D/g, '').length
  const keys = isRelay && count < operatorDigits ? noKeys : typedKeys
  const isBlank = !left.some((one) => one.kind !== 'garble' && !isSpace(one))
  return {
    wish: isBlank ? { kind: 'nothing' } : (wishOf(pieces, keys, question) ?? { kind: 'nothing' }),
    isBlank,
    isRelay,
    isHeld: means('hold'),
    end: endOf(pieces.at(-1)),
    digits: count,
  }
}

const noKeys: TypedKeys = { keys: '', doubts: [] }

function wishOf(pieces: readonly Piece[], keys: TypedKeys, question: Question): Wish | undefined {
  const { answer } = question
  const means = (meaning: Meaning): boolean => pieces.some((piece) => isMeant(piece, meaning))
  const takesAll = isForGroups(answer) || (answer === 'choice' && keys.keys.length >= leastOfAnId)
  if (takesAll && keys.keys !== '') return { kind: 'keys', ...keys }
  if (answer === 'language' && keys.keys.length >= leastOfAnId)
    return { kind: 'keys', keys: question.languages[0]?.key ?? '#', doubts: [], isAhead: true }
  const kind = (['end', 'vco', 'hco', 'again'] as const).find(means)
  if (kind !== undefined) return { kind }
  for (const piece of pieces) {
    const key = keyFor(piece, question)
    if (key !== undefined) return { kind: 'keys', keys: key, doubts: [] }
    if (isMeant(piece, 'hold')) return { kind: 'hold' }
  }
  if (means('relay')) return { kind: 'relay' }
  if (answer === 'any' || (endOf(pieces.at(-1)) === 'go-ahead' && isPassed(answer, pieces))) {
    return { kind: 'keys', keys: '#', doubts: [] }
  }
  return undefined
}

/** Whether groups of digits are awaited. */
export function isForGroups(answer: Answerable | undefined): boolean {
  return answer === 'groups' || answer === 'another' || answer === 'whole'
}

/** Nothing but "go ahead", where that is an answer. */
function isPassed(answer: Answerable, pieces: readonly Piece[]): boolean {
  const isOnly = pieces.every((piece) => piece.kind === 'go-ahead' || isMeant(piece, 'courtesy'))
  return (answer === 'read-back' || answer === 'language') && isOnly
}

/** The key for which a piece stands; undefined where it stands for none. A lone digit is itself. */
function keyFor(piece: Piece, { answer, languages }: Question): string | undefined {
  if (piece.kind === 'number') {
    const { keys } = keysIn([piece])
    return keys.length === 1 ? keys : undefined
  }
  if (answer === 'language' && piece.kind === 'unknown') {
    return languages.find(({ names }) => names.includes(piece.text))?.key
  }
  if (piece.kind !== 'word') return undefined
  return piece.meanings.map((meaning) => keys(answer)[meaning]).find((key) => key !== undefined)
}

/** No is silence: what was offered is left. */
function keys(answer: Answerable): Partial<Readonly<Record<Meaning, string>>> {
  switch (answer) {
    case 'groups':
      return { person: '*0', no: '' }
    case 'another':
      return { person: '*0', first: '9', no: '#' }
    case 'whole':
      return { person: '*0', yes: '#', next: '#', no: '' }
    case 'choice':
      return { yes: '1', next: '1', no: '', person: '0' }
    case 'language':
      return { next: '#' }
    case 'read-back':
      return { next: '#', yes: '#', back: '1', hold: '5', first: '9', person: '0' }
    case 'any':
      return {}
    default:
      return unreachable(answer)
  }
}

function isMeant(piece: Piece, meaning: Meaning): boolean {
  return piece.kind === 'word' && piece.meanings.includes(meaning)
}

function endOf(last: Piece | undefined): Reading['end'] {
  if (last === undefined) return 'open'
  if (last.kind === 'go-ahead' || last.kind === 'question') return last.kind
  return isMeant(last, 'end') ? 'end' : 'open'
}
