import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import type { Role } from '../../src/base/operator.ts'
import { fillFigures } from '../console/counted.ts'
import { findings, isTooWide, launchBrowser } from './browser.ts'
import { startLine, type RunningLine } from './line.ts'
import { signInTo } from './sign-in.ts'

let line: RunningLine
let browser: Browser
let supervisor: Page

beforeAll(async () => {
  line = await startLine()
  browser = await launchBrowser()
  await fillFigures(line.folder)
  // A code is good once, so he signs in once.
  supervisor = await signedIn('supervisor')
}, 120_000)

afterAll(async () => {
  await browser.close()
  await line.stop()
}, 20_000)

async function signedIn(role: Role): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 720 },
  })
  const page = await context.newPage()
  await page.goto(line.console)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await signInTo(page, line, role)
  return page
}

/** In both lights, and on a page that is shown twice as large. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await findings(page)).toEqual([])
  }
  await page.setViewportSize({ width: 640, height: 360 })
  expect(await isTooWide(page)).toBe(false)
  await page.setViewportSize({ width: 1280, height: 720 })
}

test('a supervisor sees calls of now, today and a month, and each chart as a table, by keyboard', async () => {
  const page = supervisor
  await page.getByRole('link', { name: 'Calls' }).press('Enter')
  await page.getByRole('heading', { name: 'Calls now: 1' }).waitFor()
  await page.getByRole('row', { name: /Netherlands.*Keying the ID/ }).waitFor()
  await page.getByText('11 ended here (5%)').waitFor()
  await expectAccessible(page)
  await page.getByRole('radio', { name: '30 days' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('heading', { name: 'Calls by day' }).waitFor()
  const chart = page.getByRole('region', { name: 'Refusals' })
  await chart.locator('summary').press('Enter')
  await chart.getByRole('row', { name: 'No activations left 30' }).waitFor()
  await expectAccessible(page)
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save as CSV' }).press('Enter'),
  ])
  expect(saved.suggestedFilename()).toMatch(/^figures-.*\.csv$/)
}, 90_000)

test('a supervisor looks for cases, and the audit tells that he did', async () => {
  const page = supervisor
  await page.getByRole('link', { name: 'Cases' }).press('Enter')
  await page.getByLabel('Telephone number').fill('+31 20 123 4567')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Cases found: 0' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Case number' }).fill('1234 5678')
  await page.keyboard.press('Enter')
  await page.getByText('Something in it is not in order.').first().waitFor()
  await page.getByRole('link', { name: 'Approvals' }).press('Enter')
  await page.getByText('Nothing waits.').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Audit' }).press('Enter')
  await page.getByText(/ searched by a caller \(0 found\)/).waitFor()
  await expectAccessible(page)
}, 90_000)

test('an administrator invites somebody, and gives him a link that is shown once', async () => {
  const page = await signedIn('administrator')
  await page.getByRole('link', { name: 'Operators' }).press('Enter')
  await page.getByRole('button', { name: 'Invite' }).press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Invite' })
  await sheet.getByLabel('Name').fill('<b>Nora</b>')
  await sheet.getByLabel('E-mail address').fill('nora@example.com')
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Enter')
  const link = page.getByRole('dialog', { name: 'Invitation' }).getByRole('textbox')
  await link.waitFor()
  expect(await link.inputValue()).toContain('/console/#')
  await page.getByRole('button', { name: 'Close' }).press('Enter')
  await page.getByRole('heading', { name: '<b>Nora</b>' }).waitFor()
  await expectAccessible(page)
  await page.context().close()
}, 90_000)
