import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setImmediate as others } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { answerLines, linesAtATime } from '../../../src/api/batch/answer-lines.ts'
import { readAhead } from '../../../src/api/batch/read-ahead.ts'

const never = new AbortController().signal
const say = async (line: number) => ({ text: `${line}\n` })

async function* count(to: number): AsyncGenerator<number> {
  for (let line = 1; line <= to; line += 1) yield line
}

/** Everything that can go on by itself has gone on. */
async function settle(): Promise<void> {
  for (let round = 0; round < 200; round += 1) await others()
}

test('lines are answered in their order, however long each one takes', async () => {
  const out = new PassThrough()
  const read = text(out)
  const answer = async (line: number) => {
    for (let round = 0; round < (7 * line) % 5; round += 1) await others()
    return { text: `${line} ` }
  }
  await answerLines({ lines: count(50), answer, out, stop: never })
  out.end()
  const numbers = Array.from({ length: 50 }, (_, index) => index + 1)
  expect((await read).trim().split(' ').map(Number)).toEqual(numbers)
})

test('no more lines are in work than so many', async () => {
  const out = new PassThrough()
  out.resume()
  let [inWork, most] = [0, 0]
  const answer = async (line: number) => {
    inWork += 1
    most = Math.max(most, inWork)
    await settle()
    inWork -= 1
    return say(line)
  }
  await answerLines({ lines: count(20), answer, out, stop: never })
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(linesAtATime)
})

test('nothing is worked out while nobody reads, and all of it once somebody does', async () => {
  const out = new PassThrough({ highWaterMark: 1 })
  let begun = 0
  const answer = (line: number) => {
    begun += 1
    return say(line)
  }
  const done = answerLines({ lines: readAhead(count(500)), answer, out, stop: never })
  await settle()
  expect(begun).toBeLessThan(3 * linesAtATime)
  const read = text(out)
  await done
  out.end()
  expect((await read).split('\n')).toHaveLength(501)
})

test('nothing more is begun once the client is gone, also when it had stopped reading', async () => {
  const out = new PassThrough({ highWaterMark: 1 })
  const gone = new AbortController()
  let begun = 0
  const answer = (line: number) => {
    begun += 1
    return say(line)
  }
  const done = answerLines({ lines: count(500), answer, out, stop: gone.signal })
  await settle()
  const before = begun
  gone.abort()
  await done
  await settle()
  expect(begun).toBe(before)
})

test('after a last answer nothing more is answered', async () => {
  const out = new PassThrough()
  const read = text(out)
  const answer = async (line: number) => ({ text: `${line} `, isLast: line === 3 })
  await answerLines({ lines: count(50), answer, out, stop: never })
  out.end()
  expect(await read).toBe('1 2 3 ')
})

test('everybody else has a turn between two lines', async () => {
  const out = new PassThrough()
  out.resume()
  let turns = 0
  let isOver = false
  const elsewhere = async (): Promise<void> => {
    while (!isOver) {
      await others()
      turns += 1
    }
  }
  const meanwhile = elsewhere()
  await answerLines({ lines: count(100), answer: say, out, stop: never })
  isOver = true
  await meanwhile
  expect(turns).toBeGreaterThanOrEqual(100)
})

test('what breaks in the source is told to whoever reads on', async () => {
  async function* broken(): AsyncGenerator<number> {
    yield 1
    throw new RangeError('the source broke')
  }
  const taken: number[] = []
  const take = async (): Promise<void> => {
    for await (const one of readAhead(broken())) taken.push(one)
  }
  await expect(take()).rejects.toThrow('the source broke')
  expect(taken).toEqual([1])
})
