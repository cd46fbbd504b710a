/** A piece of what was said; `digits` were said one by one and are written 3 + 4, or in fours. */
export type Piece = { readonly kind: 'text' | 'digits'; readonly text: string }

/**
 * What was said, to be read: three or more digits in a row, which a voice says as words, stand there as
 * digits. `words` are zero to nine; without them all of it is text.
 */
export function digitsIn(said: string, words: readonly string[]): readonly Piece[] {
  if (words.length === 0) return [{ kind: 'text', text: said }]
  return said
    .split(rowOf(words))
    .map((piece, place): Piece => {
      if (place % 2 === 0) return { kind: 'text', text: piece }
      return { kind: 'digits', text: inParts(digitsOf(piece, words)) }
    })
    .filter(({ text }) => text !== '')
}

function rowOf(words: readonly string[]): RegExp {
  const one = `(?:${words.join('|')})`
  return new RegExp(`(?<!\\p{L})(${one}(?:[\\s,.…]+${one}){2,}(?!\\p{L})[,.…]*)`, 'giu')
}

function digitsOf(piece: string, words: readonly string[]): string {
  const found = piece.toLowerCase().match(/\p{L}+/gu) ?? []
  return found.map((word) => String(words.indexOf(word))).join('')
}

function inParts(digits: string): string {
  if (digits.length === 7) return `${digits.slice(0, 3)} ${digits.slice(3)}`
  return digits.match(/.{1,4}/g)?.join(' ') ?? digits
}
