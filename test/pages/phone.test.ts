import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { complaintsOf, findings, launchBrowser } from './browser.ts'
import { startLine, type RunningLine } from './line.ts'
import { box, captions, heardBlock, mistyped } from './typing-along.ts'

const letters = Array.from('ABCDEFGH')

let line: RunningLine
let browser: Browser
/** One browser's storage: its computer is the same in every test. */
let home: BrowserContext

beforeAll(async () => {
  line = await startLine()
  browser = await launchBrowser()
  home = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1280, height: 720 } })
}, 120_000)

afterAll(async () => {
  await browser.close()
  await line.stop()
}, 20_000)

async function openPage(context: BrowserContext = home, speed = 20): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  await page.goto(`${line.phone}?speed=${speed}`)
  await page.locator('.telephone').waitFor()
  return page
}

/** The nine groups that the window shows. */
async function shownGroups(page: Page): Promise<string> {
  const groups = await page.locator('.group .digits').allInnerTexts()
  return groups.join('').replace(/\D/g, '')
}

type Place = { readonly x: number; readonly width: number; readonly height: number }

/** Where all that a selector finds lies on the page, in CSS pixels. */
async function placesOf(page: Page, selector: string): Promise<readonly Place[]> {
  const found = await page.locator(selector).all()
  const places = await Promise.all(found.map((one) => one.boundingBox()))
  return places.map((place) => place ?? { x: -1, width: 0, height: 0 })
}

async function hasFocus(place: Locator): Promise<boolean> {
  return (await place.and(place.page().locator(':focus')).count()) === 1
}

async function tabTo(page: Page, place: Locator): Promise<void> {
  for (let presses = 0; presses < 60 && !(await hasFocus(place)); presses += 1) {
    await page.keyboard.press('Tab')
  }
}

describe('a call in the browser', () => {
  test('a whole Dutch call ends with «geactiveerd»', async () => {
    const page = await openPage()
    const complaints = complaintsOf(page)
    expect(await findings(page)).toEqual([])

    await page.getByRole('button', { name: 'Toets voor mij' }).click()
    await captions(page).getByText('Het antwoord heeft acht blokken').waitFor()
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'hekje', exact: true }).click()

    await box(page, 'A').click()
    for (const letter of letters.slice(0, 3)) {
      await page.keyboard.type(await heardBlock(page, letter))
    }
    const right = await heardBlock(page, 'D')
    await page.keyboard.type(mistyped(right))
    const wrong = box(page, 'D')
    await page.getByText('Blok D klopt niet.').waitFor()
    expect(await wrong.getAttribute('aria-invalid')).toBe('true')
    expect(await box(page, 'C').getAttribute('aria-invalid')).not.toBe('true')
    expect(await findings(page)).toEqual([])

    await wrong.fill(right)
    for (const letter of letters.slice(4)) {
      await page.keyboard.type(await heardBlock(page, letter))
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'is geactiveerd' }).waitFor()
    expect(await findings(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  }, 120_000)

  test('in the dark, by keyboard alone and with a slip in the answer, the same computer is activated again', async () => {
    // Slower: whoever keys himself must not pause longer than the line waits, however busy the machine.
    const page = await openPage(home, 10)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    expect(await findings(page)).toEqual([])

    await page.getByRole('button', { name: 'Bellen' }).focus()
    await page.keyboard.press('Enter')
    await captions(page).getByText('alle negen groepen').waitFor()
    await page.keyboard.type(await shownGroups(page), { delay: 8 })
    await captions(page).getByText('Het antwoord heeft acht blokken').waitFor()
    await page.keyboard.press('#')
    const blocks: string[] = []
    for (const letter of letters) blocks.push(await heardBlock(page, letter))
    expect(await findings(page)).toEqual([])

    await tabTo(page, box(page, 'A'))
    for (const block of blocks.slice(0, 7)) await page.keyboard.type(block)
    await page.keyboard.type(mistyped(blocks[7] ?? ''))
    await tabTo(page, page.getByRole('button', { name: 'Activeren' }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'is geactiveerd' }).waitFor()
    expect(await page.getByText('Eén verschrijving is onderweg hersteld.').count()).toBe(1)
    expect(await findings(page)).toEqual([])
    await page.close()
  }, 120_000)

  test('hanging up ends it on both sides, and another call can be made', async () => {
    const page = await openPage()
    const call = page.getByRole('button', { name: 'Bellen' })
    await call.click()
    await captions(page).getByText('automatische activeringslijn').waitFor()
    await page.getByRole('button', { name: 'Ophangen' }).click()
    await captions(page).getByText('U hebt opgehangen.').waitFor()
    await call.click()
    await captions(page).getByText('automatische activeringslijn').waitFor()
    expect(await captions(page).getByText('U hebt opgehangen.').count()).toBe(0)
    await page.close()
  }, 120_000)
})

describe('the answer’s boxes', () => {
  test('take a pasted answer whole, and no key of it reaches the telephone', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Bellen' }).click()
    await captions(page).getByText('automatische activeringslijn').waitFor()
    await box(page, 'A').click()
    const digits = '3152413634067104226970724790224738947466830820855'
    await home.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate(`navigator.clipboard.writeText('${digits}')`)
    await page.keyboard.press('Control+V')
    expect(await box(page, 'B').inputValue()).toBe('6340671')
    expect(await box(page, 'G').inputValue()).toBe('0820855')
    await box(page, 'H').click()
    await page.keyboard.type('772')
    expect(await box(page, 'H').inputValue()).toBe('772')
    expect(await page.locator('.caption-keyed').count()).toBe(0)
    await page.close()
  }, 120_000)

  test('Activate names the first block that is missing, and takes the cursor there', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Activeren' }).click()
    await page.getByText('Blok A is nog niet compleet.').waitFor()
    expect(await hasFocus(box(page, 'A'))).toBe(true)
    await page.close()
  }, 120_000)
})

describe('the page', () => {
  test('follows the browser’s language, and the chooser', async () => {
    const context = await browser.newContext({ locale: 'de-AT' })
    const page = await openPage(context)
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.getByRole('button', { name: 'Sprache' }).click()
    await page.getByRole('option', { name: 'Français' }).click()
    await page.getByRole('heading', { name: 'Activer par téléphone' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    await context.close()
  }, 120_000)

  test('fits 320 pixels without scrolling sideways', async () => {
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      locale: 'nl-NL',
    })
    const page = await openPage(context)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    for (const { x, width } of await placesOf(page, '.group, .block, button:visible')) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(320)
    }
    expect(await findings(page)).toEqual([])
    await context.close()
  }, 120_000)

  test('offers nothing to press that is smaller than 24 pixels', async () => {
    const page = await openPage()
    const places = await placesOf(page, 'button:visible, input:visible')
    expect(places.length).toBeGreaterThan(20)
    for (const { width, height } of places) {
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
    }
    await page.close()
  }, 120_000)

  test('another computer has another installation ID', async () => {
    const context = await browser.newContext({ locale: 'nl-NL' })
    const page = await openPage(context)
    const elsewhere = await shownGroups(page)
    const here = await openPage()
    expect(await shownGroups(here)).not.toBe(elsewhere)
    await page.reload()
    await page.locator('.telephone').waitFor()
    expect(await shownGroups(page)).toBe(elsewhere)
    await here.close()
    await context.close()
  }, 120_000)
})
