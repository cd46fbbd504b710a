import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { promptKeys } from '../../src/dialogue/prompt-keys.ts'
import { madeUpId, runOf, withWrongDigit } from '../support/ids.ts'
import { startTalk } from '../support/talk.ts'

type Result = {
  readonly country: string
  readonly states: number
  readonly steps: number
  readonly stuck: number
  readonly untold: number
  readonly endless: number
  readonly empty: number
  readonly keys: readonly string[]
}

const printed = execFileSync(process.execPath, ['test/support/walk-scripts.ts'], {
  encoding: 'utf8',
})
const results: readonly Result[] = JSON.parse(printed)

describe.each(results)('the script of $country', (result) => {
  test('whatever happens, every way a call can stand is one turn nearer to its end', () => {
    const { country, states, steps } = result
    process.stdout.write(
      `${country}: ${states} ways to stand, ${steps} steps; no call over 301 turns, or 45 minutes and a turn\n`,
    )
    expect(result.stuck).toBe(0)
    expect(states).toBeGreaterThan(100)
  })

  test('at its last turn every call is over, whatever happens', () => {
    expect(result.endless).toBe(0)
  })

  test('who is left with an open case hears its number twice before the line hangs up', () => {
    expect(result.untold).toBe(0)
  })

  test('every prompt that can be reached is said in every language of the script', () => {
    expect(result.empty).toBe(0)
  })
})

/** What the channels say by themselves: apologies, texts, and to those who wait for a person or are called back. */
const ofChannels = /^(?:apology|wait|call-back|message)\./

test('no prompt is there that nobody can hear', () => {
  const reached = new Set<string>(results.flatMap(({ keys }) => keys))
  for (const said of saidInLongTalks()) reached.add(said.split(' ')[0] ?? '')
  const unheard = promptKeys.filter((key) => !reached.has(key) && !ofChannels.test(key))
  expect(unheard).toEqual([])
})

/** What only certain digits, or a long call, lead to. */
function saidInLongTalks(): readonly string[] {
  const id = madeUpId(22)
  const digits = runOf(id)
  const spoilt = [1, 2, 4, 5, 15, 16, 18, 19, 29, 30, 32, 33, 43, 44, 46, 47].reduce(
    withWrongDigit,
    digits,
  )
  const doubtful = startTalk({ genuine: [] })
  for (let round = 0; round < 2; round++) {
    doubtful.press(spoilt)
    for (let asked = 0; asked < 3; asked++) doubtful.press('1234567')
    if (round === 0) doubtful.press('1')
  }
  const clear = startTalk({ genuine: [id] })
  clear.press([28, 29, 30, 32, 33].reduce(withWrongDigit, digits))
  const leftOut = startTalk({ genuine: [id] })
  leftOut.press(digits.slice(0, 28) + digits.slice(35))
  const slow = startTalk({ genuine: [id] })
  slow.hear(digits.slice(0, 10))
  slow.hear(digits.slice(10, 18))
  const forged = startTalk({ genuine: [] })
  forged.press(digits)
  forged.press(id[3] ?? '')
  const held = startTalk()
  for (let holds = 0; holds < 4; holds++) held.hear('5')
  const strange = startTalk()
  for (let entries = 0; entries < 2; entries++) strange.press('94'.repeat(27))
  const endless = startTalk({ genuine: [] })
  for (let turn = 0; turn < 12; turn++) endless.hear('49176534917653')
  const many = startTalk({ genuine: [id] })
  for (let turns = 0; turns < 400 && many.outcome() === undefined; turns++) {
    many.press(many.state().kind === 'entering' ? digits : '#')
  }
  const patient = startTalk({ genuine: [id] })
  for (let turns = 0; turns < 100 && patient.outcome() === undefined; turns++) {
    const state = patient.state()
    if (state.kind !== 'entering') patient.press('#')
    else patient.press(state.entry.holds < 3 ? '5' : digits)
  }
  const withheld = startTalk({ answered: { isWithheld: true } })
  withheld.hear(digits.slice(35, 49))
  const talks = [
    withheld,
    doubtful,
    clear,
    leftOut,
    slow,
    forged,
    held,
    strange,
    endless,
    many,
    patient,
  ]
  return talks.flatMap(({ said }) => said.flat())
}
