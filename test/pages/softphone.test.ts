import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
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

/** Dials, and asks for a person as soon as the line listens. */
async function askForPerson(page: Page): Promise<void> {
  const status = page.getByRole('region', { name: 'The telephone' }).getByRole('status')
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await page.locator('.state', { hasText: 'Listening' }).waitFor()
  await page.getByRole('button', { name: '0', exact: true }).click()
  await status.getByText('Waiting for a person').waitFor()
}

test('an operator and a caller hear each other, and a page that is loaded anew is back in the call', async () => {
  const { page: console } = await open(line.console)
  const complaints = complaintsOf(console)
  await signInTo(console, line, 'operator')
  const telephone = console.getByRole('region', { name: 'Telephone', exact: true })
  const stands = telephone.getByRole('status')
  await stands.getByText('The telephone is ready.').waitFor()
  expect(await findings(console)).toEqual([])

  const { page: caller } = await open(`${line.phone}/?speed=20`)
  await askForPerson(caller)
  await console.getByRole('heading', { name: 'Waiting: 1' }).waitFor()
  await console.keyboard.press('n')
  await stands.getByText('You are speaking with the caller.').waitFor()
  expect(await findings(console)).toEqual([])

  const heard = captions(caller)
  const said = telephone.getByRole('log')
  const write = async (text: string): Promise<void> => {
    await console.getByRole('heading', { level: 2 }).first().click()
    await console.keyboard.press('w')
    await console.keyboard.type(text)
    await console.keyboard.press('Enter')
  }
  await write('Good morning')
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
  await write('This is for me alone')
  await said.getByText('nobody heard this').waitFor()

  await console.reload()
  await stands.getByText('Muted').waitFor()
  await stands.getByText('You are speaking with the caller.').waitFor()
  expect(await mute.getAttribute('aria-pressed')).toBe('true')
  await mute.press('Space')
  await write('There I am again')
  await heard.getByText('There I am again').waitFor()
  expect(await heard.getByText('This is for me alone').count()).toBe(0)

  await caller.getByRole('button', { name: 'Hang up' }).click()
  await stands.getByText('The telephone is ready.').waitFor()
  expect(complaints).toEqual([])
}, 120_000)
