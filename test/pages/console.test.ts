import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { play, wrongDigit } from './played-desk.ts'
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
    await page.goto(`${line.console}/#invitation=of-nobody`)
    await page.getByText('This link has been used or is too old.').waitFor()
    expect(await findings(page)).toEqual([])
    await page.context().close()
  }, 60_000)
})

describe('helping a caller', () => {
  test('is done by keyboard alone: nine boxes, confirmed, read aloud, and back to the line', async () => {
    const page = await openConsole()
    const desk = await play(page)
    await signInTo(page, line, 'operator')
    await page.getByText('Waiting: 1').waitFor()
    expect(await findings(page)).toEqual([])

    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    const box = (group: number) => page.getByRole('textbox', { name: `Group ${group}` })
    await box(6).waitFor()
    expect(await page.getByText('keyed', { exact: true }).count()).toBe(5)
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Group 6')

    const [, , , , , sixth = '', ...rest] = desk.groups
    await page.keyboard.type(wrongDigit(sixth))
    expect(await box(6).getAttribute('aria-invalid')).toBe('true')
    expect(await findings(page)).toEqual([])
    await box(6).fill('')
    await page.keyboard.type(sixth)
    for (const group of rest) await page.keyboard.type(group)
    await page.getByText('This is a genuine installation ID.').waitFor()
    expect(await findings(page)).toEqual([])

    await page.getByRole('button', { name: 'Confirm' }).press('Enter')
    await page.getByRole('heading', { name: 'Confirmation ID' }).waitFor()
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Space')
    await page.getByText('Block B: 234567').waitFor({ state: 'attached' })
    await page.keyboard.press('b')
    await page.getByText('Ready when you are').waitFor()
    expect(desk.asked()).toEqual(['next', 'activate', 'return'])
    await page.context().close()
  }, 90_000)
})
