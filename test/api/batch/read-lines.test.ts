import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readLines } from '../../../src/api/batch/read-lines.ts'

const limits = { longest: 10, most: 3 }

test.each<[string, string, readonly (string | number | object)[]]>([
  ['nothing', '', []],
  ['a line', 'one\n', ['one']],
  ['a line without an end', 'one', ['one…']],
  ['empty lines', '\n\n', ['', '']],
  ['a carriage return', 'one\r\n', ['one\r']],
  ['a line of just the length', `${'x'.repeat(10)}\n`, ['x'.repeat(10)]],
  ['a line too long', `one\n${'x'.repeat(11)}\ntwo\n`, ['one', 'too-long', 'two']],
  ['a very long line at the end', `one\n${'x'.repeat(500)}`, ['one', 'too-long']],
  ['just as many lines', 'a\nb\nc\n', ['a', 'b', 'c']],
  ['a line too many', 'a\nb\nc\nd\ne\n', ['a', 'b', 'c', 'too-many']],
  ['half a line too many', 'a\nb\nc\nd', ['a', 'b', 'c', 'too-many']],
])('%s is cut into lines, in whatever pieces it comes', async (_what, text, expected) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 })), async (sizes) => {
      const found = []
      let number = 0
      for await (const line of readLines(inPieces(text, sizes), limits)) {
        number += 1
        expect(line.number).toBe(number)
        if (line.kind !== 'line') found.push(line.kind)
        else found.push(Buffer.from(line.bytes).toString() + (line.isLast ? '…' : ''))
      }
      expect(found).toEqual(expected)
    }),
    { numRuns: 30 },
  )
})

async function* inPieces(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  let from = 0
  for (const size of sizes) {
    yield bytes.subarray(from, from + size)
    from += size
  }
  yield bytes.subarray(from)
}
