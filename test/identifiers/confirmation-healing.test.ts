import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from '@jest/globals'
import { healConfirmationId } from '../../src/identifiers/confirmation-healing.ts'
import type { Checker } from '../../src/identifiers/confirmation-id.ts'
import { createChecker } from '../../src/identifiers/confirmation-id.ts'
import { checkDigit, readGroups, splitDigits } from '../../src/identifiers/digit-groups.ts'
import { vectors } from './vectors.ts'

const [vector] = vectors.valid
const payload = hexToBytes(vector.installationPayload)
const blocks = vector.confirmationId
const checker = createChecker(vector.publicKey)
const healed = { kind: 'genuine', confirmationId: blocks, healed: true }

const other = (digit: string): string => String((Number(digit) + 3) % 10)
const block = (at: number): string => blocks[at] ?? ''

describe('an answer typed with one slip is taken as it was meant', () => {
  test('a wrong digit', () => {
    const typed = blocks.with(
      2,
      block(2).slice(0, 4) + other(block(2).charAt(4)) + block(2).slice(5),
    )
    expect(healConfirmationId(typed, payload, checker)).toEqual(healed)
  })

  test('a letter in place of a digit', () => {
    const typed = blocks.with(7, `O${block(7).slice(1)}`)
    expect(healConfirmationId(typed, payload, checker)).toEqual(healed)
  })

  test('two neighbours swapped in a block', () => {
    const typed = blocks.with(
      0,
      block(0).slice(0, 2) + block(0).charAt(3) + block(0).charAt(2) + block(0).slice(4),
    )
    expect(typed).not.toEqual(blocks)
    expect(healConfirmationId(typed, payload, checker)).toEqual(healed)
  })

  test('two neighbours swapped across the border of two blocks', () => {
    const typed = blocks
      .with(3, block(3).slice(0, 6) + block(4).charAt(0))
      .with(4, block(3).charAt(6) + block(4).slice(1))
    expect(typed).not.toEqual(blocks)
    expect(healConfirmationId(typed, payload, checker)).toEqual(healed)
  })

  test.each([0, 3, 6])('a digit lost at %i of a block, in fields or in one run', (at) => {
    const short = block(5).slice(0, at) + block(5).slice(at + 1)
    expect(healConfirmationId(blocks.with(5, short), payload, checker)).toEqual(healed)
    const run = splitDigits(blocks.with(5, short).join(''), 8)
    expect(healConfirmationId(run, payload, checker)).toEqual(healed)
  })

  test.each([0, 3, 7])('an extra digit at %i of a block, in fields or in one run', (at) => {
    const long = `${block(1).slice(0, at)}5${block(1).slice(at)}`
    expect(healConfirmationId(blocks.with(1, long), payload, checker)).toEqual(healed)
    const run = splitDigits(blocks.with(1, long).join(' '), 8)
    expect(healConfirmationId(run, payload, checker)).toEqual(healed)
  })

  test('an extra digit after the last one', () => {
    const typed = blocks.with(7, block(7) + other(block(7).slice(-1)))
    expect(healConfirmationId(typed, payload, checker)).toEqual(healed)
  })

  test('a digit typed into the field before its own', () => {
    const typed = blocks.with(1, block(1) + block(2).charAt(0)).with(2, block(2).slice(1))
    expect(healConfirmationId(typed, payload, checker)).toEqual(healed)
  })
})

describe('an answer', () => {
  test('without a slip is taken as it is, spaces or not', () => {
    const genuine = { kind: 'genuine', confirmationId: blocks, healed: false }
    expect(healConfirmationId(blocks, payload, checker)).toEqual(genuine)
    const spaced = blocks.map((typed) => ` ${typed.slice(0, 3)} ${typed.slice(3)}`)
    expect(healConfirmationId(spaced, payload, checker)).toEqual(genuine)
  })

  test('with slips in two blocks is refused, and the first block named', () => {
    const wrong = (at: number): string => other(block(at).charAt(0)) + block(at).slice(1)
    const typed = blocks.with(6, wrong(6)).with(2, wrong(2))
    const refused = { kind: 'refused', reason: 'check-digit', group: 3 }
    expect(healConfirmationId(typed, payload, checker)).toEqual(refused)
  })

  test('of another machine is refused, not bent until it fits', () => {
    const elsewhere = hexToBytes(vectors.valid[1]?.installationPayload ?? '')
    expect(healConfirmationId(blocks, elsewhere, checker)).toEqual({
      kind: 'refused',
      reason: 'not-genuine',
    })
    const typed = blocks.with(2, other(block(2).charAt(0)) + block(2).slice(1))
    expect(healConfirmationId(typed, elsewhere, checker)).toEqual({
      kind: 'refused',
      reason: 'check-digit',
      group: 3,
    })
  })

  test('costs one look if all fits, and never more than 41, even one made so that a digit can be missing anywhere', () => {
    let looks = 0
    const counting: Checker = {
      check(groups) {
        looks += 1
        const read = readGroups(groups, 8)
        return read.kind === 'refused' ? read : { kind: 'refused', reason: 'not-genuine' }
      },
    }
    healConfirmationId(blocks, payload, counting)
    expect(looks).toBe(1)
    looks = 0
    healConfirmationId(splitDigits(shortOfADigitAnywhere(), 8), payload, counting)
    expect(looks).toBe(41)
  })
})

/** 55 digits of which every block fits both where it stands and one digit further left. */
function shortOfADigitAnywhere(): string {
  let run = ''
  for (let place = 1; place <= 8; place += 1) {
    const fromBefore = `${run.slice(-1)}27182`.slice(-6)
    run += `27182${place === 1 ? '8' : checkDigit(fromBefore, place)}`
    if (place < 8) run += checkDigit(run.slice(-6), place)
  }
  return run
}
