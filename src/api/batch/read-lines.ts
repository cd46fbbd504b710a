/** A line of a body, counted from 1. `isLast`: the body ended before the line did. */
export type Line =
  | {
      readonly kind: 'line'
      readonly number: number
      readonly bytes: Uint8Array
      readonly isLast: boolean
    }
  | { readonly kind: 'too-long'; readonly number: number }
  /** No line after this one is read. */
  | { readonly kind: 'too-many'; readonly number: number }

export type LineLimits = {
  /** In bytes, without the line feed. */
  readonly longest: number
  readonly most: number
}

/** Cuts a body into lines; of a line that is too long no more is kept than its number. */
export async function* readLines(
  body: AsyncIterable<Uint8Array>,
  { longest, most }: LineLimits,
): AsyncGenerator<Line> {
  let number = 1
  let rest = new Uint8Array()
  let isTooLong = false

  const close = (bytes: Uint8Array, isLast: boolean): Line =>
    isTooLong || bytes.length > longest
      ? { kind: 'too-long', number }
      : { kind: 'line', number, bytes, isLast }

  for await (const chunk of body) {
    let from = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      if (number > most) return yield { kind: 'too-many', number }
      yield close(joined(rest, chunk.subarray(from, end)), false)
      number += 1
      rest = new Uint8Array()
      isTooLong = false
      from = end + 1
    }
    rest = isTooLong ? rest : joined(rest, chunk.subarray(from))
    if (rest.length > longest) {
      isTooLong = true
      rest = new Uint8Array()
    }
  }
  if (rest.length === 0 && !isTooLong) return
  yield number > most ? { kind: 'too-many', number } : close(rest, true)
}

const lineFeed = 10

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat([one, other]))
}
