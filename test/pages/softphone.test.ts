import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { hire, signsIn } from '../console/operators.ts'
import { complaintsOf, findings, launchBrowser } from './browser.ts'
import { startLine, type RunningLine } from './line.ts'
import { signInTo } from './sign-in.ts'
import { captions } from './typing-along.ts'

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

const open = async (address: string): Promise<{ page: Page; context: BrowserContext }> => {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 720 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(address)
  return { page, context }
}

/** How the caller's telephone says that it stands. */
const standing = (page: Page) =>
  page.getByRole('region', { name: 'The telephone' }).getByRole('status')

/** Dials, and asks for a person as soon as the line listens. */
async function askForPerson(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await page.locator('.state', { hasText: 'Listening' }).waitFor()
  await page.getByRole('button', { name: '0', exact: true }).click()
  await standing(page).getByText('Waiting for a person').waitFor()
}

/** Says something by what is written, from outside any field. */
async function write(console: Page, text: string): Promise<void> {
  await console.getByRole('heading', { level: 2 }).first().click()
  await console.keyboard.press('w')
  await console.keyboard.type(text)
  await console.keyboard.press('Enter')
}

test('an operator and a caller hear each other, and a page that is loaded anew is back in the call', async () => {
  const { page: console } = await open(line.console)
  const complaints = complaintsOf(console)
  await signInTo(console, line, 'operator')
  const telephone = console.getByRole('region', { name: 'Telephone', exact: true })
  const stands = telephone.getByRole('status')
  await stands.getByText('The telephone is ready.').waitFor()
  await telephone.getByRole('button', { name: 'Test', exact: true }).press('Enter')
  const check = console.getByRole('dialog', { name: 'Test the telephone' })
  await check.getByRole('textbox').fill('Is anybody there?')
  await console.keyboard.press('Enter')
  await check.getByText('It came back: Is anybody there?').waitFor()
  expect(await findings(console)).toEqual([])
  await console.keyboard.press('Escape')

  const { page: caller } = await open(`${line.phone}/?speed=20`)
  await askForPerson(caller)
  await console.getByRole('heading', { name: 'Waiting: 1' }).waitFor()
  await console.keyboard.press('n')
  await stands.getByText('You are speaking with the caller.').waitFor()
  await standing(caller).getByText('Speaking with a person').waitFor()
  expect(await findings(console)).toEqual([])

  const heard = captions(caller)
  const said = telephone.getByRole('log')
  await write(console, 'Good morning')
  await heard.getByText('Good morning').waitFor()
  const answer = caller.getByRole('textbox', { name: 'Say something' })
  await answer.fill('Group 6 is red')
  await answer.press('Enter')
  await said.getByText('Group 6 is red').waitFor()

  await console.getByRole('heading', { level: 2 }).first().click()
  await console.keyboard.press('m')
  const mute = telephone.getByRole('button', { name: 'Mute' })
  expect(await mute.getAttribute('aria-pressed')).toBe('true')
  expect(await findings(console)).toEqual([])
  await write(console, 'This is for me alone')
  await said.getByText('nobody heard this').waitFor()

  await console.reload()
  await stands.getByText('Muted').waitFor()
  await stands.getByText('You are speaking with the caller.').waitFor()
  await standing(caller).getByText('Speaking with a person').waitFor()
  expect(await mute.getAttribute('aria-pressed')).toBe('true')
  await mute.press('Space')
  await write(console, 'There I am again')
  await heard.getByText('There I am again').waitFor()
  expect(await heard.getByText('This is for me alone').count()).toBe(0)

  const other = await console.context().newPage()
  await other.goto(line.console)
  const elsewhere = other.getByText('The telephone is in another window')
  await elsewhere.waitFor()
  await console.close()
  await elsewhere.waitFor({ state: 'detached' })
  await other.getByText('You are speaking with the caller.').waitFor()
  await standing(caller).getByText('Speaking with a person').waitFor()
  await write(other, 'From the other window')
  await heard.getByText('From the other window').waitFor()
  await caller.getByRole('button', { name: 'Hang up' }).click()
  await other.getByText('The telephone is ready.').waitFor()
  // Before signing in, and of a caller who has just gone, the line says so.
  expect(complaints.filter((one) => !/40[14]/.test(one))).toEqual([])
  await other.context().close()
  await caller.context().close()
}, 120_000)

test('a caller who is to be called back is called on his page, answers, and speaks with the operator', async () => {
  const { page: console } = await open(line.console)
  // A code of the demo is good once, and the next one half a minute away.
  await signsIn(console, await hire(line, 'Sam'))
  const { page: caller } = await open(`${line.phone}/?speed=20`)
  await askForPerson(caller)
  await caller.locator('.state', { hasText: 'Waiting' }).waitFor()
  await caller.getByRole('button', { name: '1', exact: true }).click()
  await caller.getByText('The line has hung up.').waitFor()

  await console.getByRole('button', { name: 'call back' }).press('Enter')
  await standing(caller).getByText('The line is calling you').waitFor()
  expect(await findings(caller)).toEqual([])
  await caller.getByRole('button', { name: 'Answer' }).press('Enter')
  await caller.locator('.state', { hasText: 'Listening' }).waitFor()
  await caller.getByRole('button', { name: '1', exact: true }).click()
  await standing(caller).getByText('Speaking with a person').waitFor()
  await console.getByRole('status').getByText('You are speaking with the caller.').waitFor()
  await write(console, 'I call you back')
  await captions(caller).getByText('I call you back').waitFor()
  await console.context().close()
  await caller.context().close()
}, 120_000)
