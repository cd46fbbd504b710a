import type { Meaning } from '../../../wording/printed/locale.ts'
import { piecesOf, type Piece } from './pieces.ts'
import { isDigit, mayBeDigit, tokensOf } from './tokens.ts'
import { edited, isLineEnd, isSpace, type Typed } from './typed.ts'
import type { Lexicon } from './words.ts'

/** What a caller has typed to a person, as a person reads it. */
export type CallerWords = {
  /** His corrections are made, the word that hands over is left out, `~` could not be read. */
  readonly text: string
  /** Nothing that anybody could read. */
  readonly isBlank: boolean
  readonly end: 'go-ahead' | 'end' | 'open'
  /** All that he means by it, where it is nothing else: to go on by himself; to be told how it stands. */
  readonly wish: 'back' | 'standing' | undefined
  readonly isRelay: boolean
}

export function readWords(
  typed: readonly Typed[],
  { lexicon, goAhead }: { readonly lexicon: Lexicon; readonly goAhead: string },
): CallerWords {
  const left = edited(typed)
  const pieces = piecesOf(tokensOf(left), { lexicon, goAhead, expectsDigits: false })
  const last = pieces.at(-1)
  const end = last?.kind === 'go-ahead' ? 'go-ahead' : isMeant(last, 'end') ? 'end' : 'open'
  return {
    text: shown(left, end === 'go-ahead'),
    isBlank: !left.some((one) => one.kind !== 'garble' && !isSpace(one)),
    // "GA TO SK": whoever is ready to end waits for a last word.
    end: end === 'end' && pieces.some(isGoAhead) ? 'go-ahead' : end,
    wish: wishOf(pieces),
    isRelay: pieces.some((piece) => isMeant(piece, 'relay')),
  }
}

function wishOf(pieces: readonly Piece[]): CallerWords['wish'] {
  const said = pieces.filter((piece) => !isGoAhead(piece) && !isMeant(piece, 'courtesy'))
  const isOnly = (...meanings: readonly Meaning[]): boolean =>
    said.length > 0 && said.every((piece) => meanings.some((one) => isMeant(piece, one)))
  if (isOnly('back')) return 'back'
  return isOnly('again', 'person') ? 'standing' : undefined
}

function isGoAhead({ kind }: Piece): boolean {
  return kind === 'go-ahead'
}

function isMeant(piece: Piece | undefined, meaning: Meaning): boolean {
  return piece?.kind === 'word' && piece.meanings.includes(meaning)
}

/** Word by word; one in which all may be digits, and some surely are, is a number whose shift was lost. */
function shown(typed: readonly Typed[], withoutLast: boolean): string {
  const words: string[] = []
  let word: Typed[] = []
  const close = (space: string): void => {
    const isNumber = word.some(isDigit) && word.every((one) => isGarble(one) || mayBeDigit(one))
    words.push(word.map((one) => sign(one, isNumber)).join(''), space)
    word = []
  }
  for (const one of typed) {
    if (isSpace(one)) close(isLineEnd(one) ? '\n' : ' ')
    else word.push(one)
  }
  close('')
  const text = words.join('').trim()
  const said = withoutLast ? text.replace(/\S+$/, '') : text
  return said
    .replaceAll(/ *\n+ */g, '\n')
    .replaceAll(/ +/g, ' ')
    .trim()
}

function sign(one: Typed, isNumber: boolean): string {
  if (one.kind === 'garble') return '~'
  if (one.kind === 'key') return one.key
  return isNumber ? one.figure : one.text
}

function isGarble({ kind }: Typed): boolean {
  return kind === 'garble'
}
