import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../pages/browser.ts'
import { startLine, type RunningLine } from '../pages/line.ts'
import { callerOf, slipsAndAsks } from './callers.ts'
import { comesToWork, hire, type Operator } from './operators.ts'

let line: RunningLine
let browser: Browser

beforeAll(async () => {
  line = await startLine()
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await line.stop()
}, 20_000)

const callers = 10

test('two operators help ten callers at once: each reads what is missing aloud, and is asked nothing twice', async () => {
  const operators = await Promise.all(
    ['Ann', 'Bob'].map(async (name) => comesToWork(browser, line, await hire(line, name))),
  )
  const { phone } = line
  const calling = await Promise.all(
    Array.from({ length: callers }, (_, nth) =>
      callerOf({ phone, country: 'NL', nth, quirk: slipsAndAsks, speed: 20 }),
    ),
  )
  const helped: (readonly string[])[] = []
  const work = async (operator: Operator): Promise<void> => {
    while (helped.length < callers) {
      helped.push([])
      await operator.takesNext()
      expect((await operator.seesGreen()).slice(0, 5)).toEqual([1, 2, 3, 4, 5])
      await operator.asksForGroups([6, 7, 8, 9])
      await operator.seesGenuine()
      await operator.confirms()
      await operator.sendsBack()
    }
  }
  await Promise.all(operators.map(work))
  await Promise.all(calling.map(({ ended }) => ended))
  for (const caller of calling) {
    expect(caller.isAccepted()).toBe(true)
    // Five groups, a slip three times, zero twice; then he only says that he has written a block down.
    expect(caller.pressed()).toMatch(/^\d{35}(\d{3})(?:\1){2}00#+$/)
  }
}, 180_000)
