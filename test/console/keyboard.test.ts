import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { findings, launchBrowser } from '../pages/browser.ts'
import { startLine, type RunningLine } from '../pages/line.ts'
import { callerOf, slipsAndAsks, type Caller } from './callers.ts'
import { comesToWork, hire } from './operators.ts'

let line: RunningLine
let browser: Browser
let callers = 100

beforeAll(async () => {
  line = await startLine()
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await line.stop()
}, 20_000)

/** Somebody who keys five groups and asks for a person. */
async function calls(): Promise<Caller> {
  callers += 1
  const { phone } = line
  return callerOf({ phone, country: 'NL', nth: callers, quirk: slipsAndAsks, speed: 20 })
}

const inCall = (page: Page) => page.getByText('You are speaking with the caller.')

test('a whole activation is done without a mouse: taken, typed, confirmed, read by space, and back to the line', async () => {
  const { page } = await comesToWork(browser, line, await hire(line, 'Ann'))
  const { keyboard } = page
  const caller = await calls()
  await page.getByRole('heading', { name: 'Waiting: 1' }).waitFor()
  await keyboard.press('n')
  await inCall(page).waitFor()
  await page.locator(':focus[aria-label="Group 6"]').waitFor()
  for (const group of caller.groups.slice(5)) await keyboard.type(group)
  await page.getByText('This is a genuine installation ID.').waitFor()
  await keyboard.press('c')
  await page.getByText(/^Block A: /).waitFor({ state: 'attached' })
  await page.getByText('1 of 1,000,000 used', { exact: false }).nth(1).waitFor()
  const reads = (letter: string): Promise<void> =>
    page.getByText(new RegExp(`^Block ${letter}: `)).waitFor({ state: 'attached' })
  for (const letter of 'BCD') {
    await keyboard.press('Space')
    await reads(letter)
  }
  await page.reload()
  await reads('D')
  await inCall(page).waitFor()
  expect(await page.locator('.block[aria-pressed=true]').count()).toBe(3)
  for (const letter of 'EFGH') {
    await keyboard.press('Space')
    await reads(letter)
  }
  await keyboard.press('Space')
  await page.getByText('All eight blocks have been read.').waitFor({ state: 'attached' })
  await keyboard.press('b')
  await page.getByText('Finish what is left to do').waitFor()
  expect(await findings(page)).toEqual([])
  await keyboard.press('d')
  await page.getByText('Ready when you are').waitFor()
  await caller.ended
  expect(caller.heard().some((said) => said.startsWith('Blok H.'))).toBe(true)
  expect(caller.isAccepted()).toBe(true)
  await page.context().close()
}, 120_000)

test('a caller is offered to a colleague, who finds all that was typed and noted, and the first stays until he leaves', async () => {
  const { page: carols } = await comesToWork(browser, line, await hire(line, 'Carol'))
  const { page: daves } = await comesToWork(browser, line, await hire(line, 'Dave'))
  const caller = await calls()
  await carols.getByRole('heading', { name: 'Waiting: 1' }).waitFor()
  await carols.keyboard.press('n')
  await inCall(carols).waitFor()
  // What he had keyed wrong may look right, and the focus is on the next group then.
  const sixth = carols.getByRole('textbox', { name: 'Group 6' })
  await sixth.fill(caller.groups[5] ?? '')
  await sixth.press('o')
  const sheet = carols.getByRole('dialog', { name: 'Hand over' })
  await sheet.getByRole('combobox', { name: 'To' }).selectOption({ label: 'Dave (Available)' })
  const note = '<i>has a new board</i>'
  await sheet.getByRole('textbox').fill(note)
  await sheet.getByRole('button', { name: 'Offer, and stay' }).press('Enter')
  await carols.getByText('Offered to Dave.').waitFor()
  expect(await findings(carols)).toEqual([])

  await daves.getByText('Carol offers you a caller').waitFor({ state: 'attached' })
  expect(await findings(daves)).toEqual([])
  await daves.keyboard.press('t')
  await inCall(daves).waitFor()
  await daves.getByText('Carol: in the call').waitFor()
  expect(await daves.getByRole('textbox', { name: 'Group 6' }).inputValue()).toBe(caller.groups[5])
  const noted = daves.getByRole('textbox', { name: 'Note for whoever helps next' })
  expect(await noted.inputValue()).toBe(note)
  await carols.getByText('Dave helps this caller now.').waitFor()
  expect(await findings(carols)).toEqual([])
  await carols
    .locator('.taking-part')
    .getByRole('button', { name: 'Leave the call' })
    .press('Enter')
  await carols.getByText('Finish what is left to do').waitFor()
  await daves.getByText('Carol: in the call').waitFor({ state: 'detached' })
  await inCall(daves).waitFor()
  caller.hangUp()
  await daves.getByText('Finish what is left to do').waitFor()
  await carols.context().close()
  await daves.context().close()
}, 120_000)
