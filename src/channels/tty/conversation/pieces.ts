import type { Meaning } from '../../../wording/printed/locale.ts'
import { isDigit, letterText, mayBeDigit, partsOf, receivedText, type Token } from './tokens.ts'
import { bare, type Lexicon } from './words.ts'

/** What was typed, piece by piece. */
export type Piece =
  | { readonly kind: 'number'; readonly token: Token }
  | { readonly kind: 'word'; readonly meanings: readonly Meaning[] }
  /** The caller hands over the turn. */
  | { readonly kind: 'go-ahead' }
  | { readonly kind: 'question' }
  | { readonly kind: 'unknown'; readonly text: string }

export type Reader = {
  readonly lexicon: Lexicon
  /** The country's word, beside GA and the star of Swedish telephones. */
  readonly goAhead: string
  /** Whether digits are what the line waits for. */
  readonly expectsDigits: boolean
}

/** Words of one meaning, each longest phrase first; what is no word may be a number. */
export function piecesOf(tokens: readonly Token[], reader: Reader): readonly Piece[] {
  const isInFigures = tokens.some(({ items }) => items.some(isDigit))
  const pieces: Piece[] = []
  for (let at = 0; at < tokens.length;) {
    const phrase = phraseAt(tokens, at, reader.lexicon)
    if (phrase === undefined) pieces.push(...piecesIn(tokens[at] as Token, reader, isInFigures))
    else pieces.push({ kind: 'word', meanings: phrase.meanings })
    at += phrase?.length ?? 1
  }
  return pieces
}

const longestPhrase = 4

function phraseAt(
  tokens: readonly Token[],
  at: number,
  { exactly }: Lexicon,
): { readonly meanings: readonly Meaning[]; readonly length: number } | undefined {
  for (let length = Math.min(longestPhrase, tokens.length - at); length > 1; length -= 1) {
    const words = tokens.slice(at, at + length)
    for (const text of [receivedText, letterText]) {
      const meanings = exactly(words.map((one) => bare(text(one))).join(' '))
      if (meanings.length > 0) return { meanings, length }
    }
  }
  return undefined
}

function piecesIn(token: Token, reader: Reader, isInFigures: boolean): readonly Piece[] {
  const known = knownPiece(token, reader)
  if (known !== undefined) return [known]
  const parts = token.items.some(isDigit) ? partsOf(token) : [token]
  return parts.map((part) => knownPiece(part, reader) ?? guessed(part, reader, isInFigures))
}

/** What it means exactly as it stands; digits that came as digits are none of it. */
function knownPiece(token: Token, { lexicon, goAhead }: Reader): Piece | undefined {
  const readings = token.items.every(isDigit) ? [] : [receivedText(token), letterText(token)]
  for (const text of readings) {
    if (text === 'GA' || text === '*' || text === goAhead) return { kind: 'go-ahead' }
    if (/^(?:Q|QQ|\?+)$/.test(text)) return { kind: 'question' }
    const meanings = lexicon.exactly(bare(text))
    if (meanings.length > 0) return { kind: 'word', meanings }
  }
  return undefined
}

function guessed(token: Token, reader: Reader, isInFigures: boolean): Piece {
  const isNumber = isNumeral(token, isInFigures)
  if (isNumber && (reader.expectsDigits || token.items.some(isDigit)))
    return { kind: 'number', token }
  const text = bare(letterText(token))
  const meanings = reader.lexicon.nearly(text)
  if (meanings.length > 0) return { kind: 'word', meanings }
  return isNumber ? { kind: 'number', token } : { kind: 'unknown', text }
}

/** Letters that came as letters are a number only where they are many, and nothing else came as a digit. */
const leastLetters = 5

/** Words of the top row of a keyboard, whose keys are the digits', that people type while they are asked for digits. */
const topRowWords: ReadonlySet<string> = new Set(
  'I IT TO TRY YOU YOUR WE WERE OR OUT UP PUT TWO TOO TYPE RETYPE WRITE QUIET QUITE POWER ERROR REPORT RETRY'.split(
    ' ',
  ),
)

function isNumeral(token: Token, isInFigures: boolean): boolean {
  const { items } = token
  if (items.some(isDigit)) return true
  const isTopRow = items.every((one) => one.kind === 'garble' || mayBeDigit(one))
  if (!isTopRow || !items.some(mayBeDigit) || topRowWords.has(letterText(token))) return false
  const isCertain = items.every((one) => one.kind === 'character' && one.shiftCertain)
  return isCertain ? !isInFigures && items.length >= leastLetters : true
}
