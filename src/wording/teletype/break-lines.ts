/** Lines of at most `width` characters. Only what is longer than a line by itself is broken. */
export function breakLines(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  const add = (piece: string): void => {
    const longer = line === '' ? piece : `${line} ${piece}`
    if (longer.length <= width) line = longer
    else {
      if (line !== '') lines.push(line)
      line = piece
    }
  }
  const fitting = (piece: string): readonly string[] =>
    piece.length <= width ? [piece] : piece.split(' ').flatMap((word) => slices(word, width))
  piecesOf(text).flatMap(fitting).forEach(add)
  return [...lines, line]
}

/** Words, and the parts of a number as one: `123 4567`. */
function piecesOf(text: string): readonly string[] {
  return text.match(/\d+(?: \d+)+\S*|\S+/g) ?? []
}

function slices(text: string, width: number): readonly string[] {
  const count = Math.ceil(text.length / width)
  return Array.from({ length: count }, (_, at) => text.slice(at * width, (at + 1) * width))
}
