import { blockLetters, type BlockCheck } from '../../../wizard/index.ts'

/** The answer as far as it was typed: the digits of blocks A to H. */
export type Answer = readonly string[]

export const digitsOfBlock = 7

export const emptyAnswer: Answer = blockLetters.map(() => '')

export type Mark = BlockCheck

/**
 * The answer after `text` was typed or pasted into the block at `place` (0 to 7). What is longer than a
 * block goes on in the next ones; the whole answer begins at A wherever it was put.
 */
export function fill(answer: Answer, place: number, text: string): Answer {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 2 * digitsOfBlock) return put(answer, place, [digits.slice(0, digitsOfBlock)])
  const blocks = digits.match(/\d{1,7}/g) ?? []
  return put(answer, blocks.length >= answer.length ? 0 : place, blocks)
}

/** The first block that is not right, 0 to 7; undefined when all are. */
export function firstOpen(marks: readonly Mark[], from = 0): number | undefined {
  const places = marks.map((_, place) => place)
  const inOrder = [...places.slice(from), ...places.slice(0, from)]
  return inOrder.find((place) => marks[place] !== 'right')
}

function put(answer: Answer, from: number, blocks: readonly string[]): Answer {
  return answer.map((old, place) => blocks[place - from] ?? old)
}
