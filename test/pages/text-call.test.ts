import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { complaintsOf, findings, launchBrowser } from './browser.ts'
import { startLine, type RunningLine } from './line.ts'

const letters = Array.from('ABCDEFGH')

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

type Opening = Parameters<Browser['newContext']>[0]

/** The page with the text telephone on its table. */
async function openText(
  options: Opening,
  speed: number,
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  await page.goto(`${line.phone}?speed=${speed}`)
  await page.getByRole('radio', { name: 'Text telephone' }).click()
  return { page, context }
}

const log = (page: Page): ReturnType<Page['getByRole']> =>
  page.getByRole('log', { name: 'What is typed' })

/** A block of the answer, as the line typed it. */
async function writtenBlock(page: Page, letter: string): Promise<string> {
  const written = log(page)
    .locator('.caption-said')
    .filter({ hasText: new RegExp(`^${letter} \\d{3} \\d{4}`) })
    .first()
  return (await written.innerText()).slice(2, 10).replace(' ', '')
}

describe('a call on the text telephone', () => {
  test('a whole British call in writing ends with “activated”', async () => {
    const { page, context } = await openText({ locale: 'en-GB' }, 30)
    const complaints = complaintsOf(page)
    expect(await findings(page)).toEqual([])

    await page.getByRole('button', { name: 'Key it for me' }).click()
    await log(page).getByText('ANSWER HAS EIGHT BLOCKS').waitFor()
    expect(await findings(page)).toEqual([])
    const blocks: string[] = []
    for (const letter of letters) blocks.push(await writtenBlock(page, letter))

    await page.getByRole('textbox', { name: 'Block A' }).click()
    for (const block of blocks) await page.keyboard.type(block)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'is activated' }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  }, 180_000)

  test('by keyboard alone: what is typed in the field is sent, taken back and answered', async () => {
    // Keys are pressed one by one; where that takes long, the line answers to the first of them already.
    const { page, context } = await openText({ locale: 'en-GB', colorScheme: 'dark' }, 4)
    await page.getByRole('button', { name: 'Call', exact: true }).focus()
    await page.keyboard.press('Enter')
    await log(page).getByText('TIME. GA').waitFor()
    const field = page.getByRole('textbox', { name: 'Type to the line' })
    await field.focus()
    await page.keyboard.type('hold')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('d ga')
    await page.keyboard.press('Enter')
    await log(page).getByText('I WILL WAIT FOR YOU').waitFor()
    // The D was sent already or not: what is sent is not taken off the paper.
    const typed = (await page.locator('.caption-keyed').allInnerTexts()).join('')
    expect(typed.replaceAll(/\s/g, '')).toMatch(/^HOLDD?GA$/)
    expect(await field.inputValue()).toBe('')
    expect(await findings(page)).toEqual([])
    await context.close()
  }, 180_000)

  test('its keys and its buttons GA and SK are sent, and the line takes its leave', async () => {
    const { page, context } = await openText({ locale: 'en-GB' }, 4)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await log(page).getByText('TIME. GA').waitFor()
    const press = (name: string): Promise<void> =>
      page.getByRole('button', { name, exact: true }).click()
    for (const key of ['H', 'I']) await press(key)
    await press('SK, end of the call')
    await log(page).getByText('The line has hung up.').waitFor()
    const typed = (await page.locator('.caption-keyed').allInnerTexts()).join('')
    expect(typed.replaceAll(/\s/g, '')).toMatch(/^HISK/)
    await context.close()
  }, 180_000)

  test('shows character by character, and announces line by line', async () => {
    const { page, context } = await openText({ locale: 'en-GB' }, 10)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    const screen = page.locator('.screen')
    await screen.getByText('EXAMP').waitFor()
    expect(await screen.getAttribute('aria-hidden')).toBe('true')
    await log(page).getByText('TIME. GA').waitFor()
    const rows = await screen.locator('.screen-row').allInnerTexts()
    expect(rows.length).toBeLessThanOrEqual(5)
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(20)
    await context.close()
  }, 180_000)
})

describe('the text telephone', () => {
  test('is called at numbers of its own, and keeps its place while a call is on', async () => {
    const { page, context } = await openText({ locale: 'en-GB' }, 20)
    expect(await page.locator('.display-number').innerText()).toBe('0808 157 0143')
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    expect(await page.getByRole('radio', { name: 'Telephone', exact: true }).isDisabled()).toBe(
      true,
    )
    await page.getByRole('button', { name: 'Hang up' }).click()
    await page.getByRole('radio', { name: 'Telephone', exact: true }).click()
    expect(await page.locator('.display-number').innerText()).toBe('0808 157 0142')
    await context.close()
  }, 120_000)

  test('fits 320 pixels, with nothing to press that is smaller than 24', async () => {
    const { page, context } = await openText(
      { locale: 'en-GB', viewport: { width: 320, height: 640 } },
      20,
    )
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    for (const one of await page.locator('.telephone button:visible').all()) {
      const place = await one.boundingBox()
      expect(place?.x).toBeGreaterThanOrEqual(0)
      expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(320)
      expect(Math.min(place?.width ?? 0, place?.height ?? 0)).toBeGreaterThanOrEqual(24)
    }
    expect(await findings(page)).toEqual([])
    await context.close()
  }, 120_000)
})
