import { once } from 'node:events'
import { setImmediate as others } from 'node:timers/promises'
import type { Writable } from 'node:stream'

/** An answer to a line. `last`: no line after it is answered. */
export type LineAnswer = { readonly text: string; readonly isLast?: boolean }

export type Answering<Line> = {
  readonly lines: AsyncIterable<Line>
  /** Throws nothing; nothing is written for `undefined`. */
  readonly answer: (line: Line) => Promise<LineAnswer | undefined>
  readonly out: Writable
  /** Comes when nobody reads any longer. */
  readonly stop: AbortSignal
}

/** So many lines are in work: enough that the trips to a database overlap. */
export const linesAtATime = 4

/**
 * Answers lines in their order, a few at a time, and works no further ahead than somebody reads. Between two lines
 * everybody else gets a turn.
 */
export async function answerLines<Line>(work: Answering<Line>): Promise<void> {
  const { lines, answer, out, stop } = work
  const written: Promise<boolean>[] = []
  let turn = Promise.resolve()
  let last = Promise.resolve(true)

  const inTurn = async (line: Line): Promise<LineAnswer | undefined> => {
    turn = turn.then(() => others())
    await turn
    return stop.aborted ? undefined : answer(line)
  }
  const writeAfter = async (
    before: Promise<boolean>,
    answering: Promise<LineAnswer | undefined>,
  ): Promise<boolean> => {
    const goesOn = await before
    const found = await answering
    if (!goesOn || stop.aborted) return false
    if (found === undefined) return true
    await write(out, found.text, stop)
    return found.isLast !== true
  }

  for await (const line of lines) {
    last = writeAfter(last, inTurn(line))
    written.push(last)
    const goesOn = written.length < linesAtATime || (await written.shift()) === true
    if (!goesOn || stop.aborted) break
  }
  await last
}

async function write(out: Writable, text: string, stop: AbortSignal): Promise<void> {
  if (out.write(text)) return
  try {
    await once(out, 'drain', { signal: stop })
  } catch {
    // Nobody reads any longer: `stop` says so to whoever goes on.
  }
}
