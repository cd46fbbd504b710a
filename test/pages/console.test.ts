import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { complaintsOf, findings, launchBrowser } from './browser.ts'
import { signInTo } from './sign-in.ts'
import { startLine, type RunningLine } from './line.ts'

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

async function openConsole(locale = 'en-GB'): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 720 } })
  const page = await context.newPage()
  await page.goto(line.console)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

describe('signing in to the console', () => {
  test('works with what the demo prints, by keyboard alone, and axe finds nothing on the way', async () => {
    const page = await openConsole()
    const complaints = complaintsOf(page)
    expect(await findings(page)).toEqual([])
    await signInTo(page, line, 'administrator')
    await page.getByRole('link', { name: 'You' }).press('Enter')
    expect(await findings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign out', exact: true }).press('Enter')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(complaints.filter((one) => !one.includes('401'))).toEqual([])
    await page.context().close()
  }, 60_000)

  test('a wrong password is told in the language of the page', async () => {
    const page = await openConsole('de-DE')
    await page.getByLabel('E-Mail-Adresse').fill('operator@demo.example')
    await page.getByLabel('Passwort').fill('not the password')
    await page.keyboard.press('Enter')
    await page.getByText('Diese Adresse und dieses Passwort gehören nicht zusammen.').waitFor()
    expect(await findings(page)).toEqual([])
    await page.context().close()
  }, 60_000)

  test('an invitation that was used is told to be so', async () => {
    const page = await openConsole()
    await page.goto(`${line.console}/#/enrol/of-nobody`)
    await page.getByText('This link has been used or is too old.').waitFor()
    expect(await findings(page)).toEqual([])
    await page.context().close()
  }, 60_000)
})
