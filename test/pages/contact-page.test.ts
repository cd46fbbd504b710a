import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { OperatorId } from '../../src/base/operator.ts'
import type { OverrideView } from '../../src/operators/api/protocol-overrides.ts'
import { findings, launchBrowser } from './browser.ts'
import { startLine, type RunningLine } from './line.ts'
import { play, wrongDigit, type PlayedDesk, type Scene } from './played-desk.ts'
import { signInTo } from './sign-in.ts'

let line: RunningLine
let browser: Browser
/** What an operator's browser keeps once he has signed in: a code is good once. */
let signedIn: BrowserContextOptions['storageState']

beforeAll(async () => {
  line = await startLine()
  browser = await launchBrowser()
  const page = await browser.newPage({ locale: 'en-GB' })
  await page.goto(line.console)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await signInTo(page, line, 'operator')
  signedIn = await page.context().storageState()
  await page.context().close()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await line.stop()
}, 20_000)

/** An operator's page with one caller, whom he has taken. */
async function helping(scene: Scene = {}): Promise<{ page: Page; desk: PlayedDesk }> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 720 },
    ...(signedIn && { storageState: signedIn }),
  })
  const page = await context.newPage()
  const desk = await play(page, scene)
  await page.goto(line.console)
  await page.getByRole('heading', { name: 'Waiting: 1' }).waitFor()
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Note for whoever helps next' }).waitFor()
  return { page, desk }
}

const box = (page: Page, group: number) => page.getByRole('textbox', { name: `Group ${group}` })

const bob = {
  id: 'bob' as OperatorId,
  name: '<b>Bob</b>',
  state: 'available',
  since: 0,
  roles: ['operator'],
  languages: [],
  countries: [],
} as const

const script = `<img src=x onerror="document.title='taken over'">`

const asked: OverrideView = {
  id: 'one',
  kind: 'unblock',
  reason: 'other',
  text: script,
  more: 0,
  productName: 'Example Office',
  serial: 1,
  keyClass: 'mak',
  caseNumber: '12345678' as OverrideView['caseNumber'],
  by: bob,
  at: 0,
  state: 'waiting',
  isForYou: false,
}

test('axe finds nothing on any sheet, nor where something is refused, and the keyboard leads in and out', async () => {
  const { page } = await helping({
    attending: [bob],
    card: { mayOverride: ['extension', 'unblock'], overrides: [asked], budget: 3 },
  })
  for (const [key, sheet] of [
    ['o', 'Hand over'],
    ['l', 'Call back later'],
    ['r', 'Beyond the rules'],
  ] as const) {
    await page.keyboard.press(key)
    await page.getByRole('dialog', { name: sheet }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Group 6')
  }
  await page.keyboard.press('h')
  await page.getByRole('alert').getByText('The telephone network did not answer.').waitFor()
  expect(await findings(page)).toEqual([])
  await page.context().close()
}, 90_000)

test('what people write is shown as they wrote it, and does nothing', async () => {
  const { page } = await helping({
    attending: [bob],
    contact: {
      channel: 'text-telephone',
      isText: true,
      companions: [{ ...bob, as: 'listens' }],
    },
    card: {
      note: script,
      overrides: [asked],
      mayOverride: ['unblock'],
      messages: [{ number: 1, from: 'caller', text: script, at: 0 }],
    },
  })
  await page.getByText(`Unblock the key · ${script}`).waitFor()
  await page.getByText('<b>Bob</b>: listens').waitFor()
  await page.getByRole('log').getByText(script).waitFor()
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(script)
  await page.keyboard.press('o')
  expect(await page.getByRole('option', { name: '<b>Bob</b> (Available)' }).count()).toBe(1)
  expect(await page.locator('#page img:not([alt=""])').count()).toBe(0)
  expect(await page.title()).toBe('Console · Activation Line')
  await page.context().close()
}, 60_000)

test('whoever has asked as often as he may is told so, and asks no more', async () => {
  const { page } = await helping({ card: { mayOverride: ['unblock'], budget: 0 } })
  await page.keyboard.press('r')
  const sheet = page.getByRole('dialog', { name: 'Beyond the rules' })
  await sheet.getByText('You have asked for as much as one person may in 24 hours.').waitFor()
  expect(await sheet.getByRole('button', { name: 'Ask for it' }).isDisabled()).toBe(true)
  await page.context().close()
}, 60_000)

test('what another window typed meanwhile stands, and what was typed here is told and not lost', async () => {
  const { page, desk } = await helping()
  const [, , , , , sixth = '', seventh = ''] = desk.groups
  desk.hush()
  const keyed = desk.groups.slice(0, 5)
  desk.typeElsewhere([...keyed, sixth, '', '', ''])
  await page.keyboard.type(wrongDigit(sixth))
  await box(page, 7).fill(seventh)
  await page
    .getByRole('alert')
    .getByText(`You had typed: 6: ${wrongDigit(sixth)}.`)
    .waitFor()
  expect(await box(page, 6).inputValue()).toBe(sixth)
  expect(await box(page, 7).inputValue()).toBe(seventh)
  expect(await findings(page)).toEqual([])
  await page.context().close()
}, 60_000)

test('a group that is not right is typed anew where it stands', async () => {
  const { page, desk } = await helping()
  const [, , , , , sixth = ''] = desk.groups
  await page.keyboard.type('152')
  await box(page, 5).focus()
  await box(page, 6).focus()
  await page.keyboard.type(sixth)
  expect(await box(page, 6).inputValue()).toBe(sixth)
  await page.context().close()
}, 60_000)

test('a whole ID that is pasted in any form fills the boxes', async () => {
  const { page, desk } = await helping()
  await box(page, 3).fill(`ID: ${desk.groups.join(' - ')}\n`)
  expect(await box(page, 9).inputValue()).toBe(desk.groups[8])
  expect(await page.getByText('right', { exact: true }).count()).toBe(9)
  await page.context().close()
}, 60_000)

test('letters can be put under Alt or switched off, and stay so in this browser for this operator', async () => {
  const { page } = await helping({ attending: [bob] })
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  const choose = async (mode: string): Promise<void> => {
    await page.getByRole('button', { name: 'Keys' }).press('Enter')
    await sheet.getByRole('combobox', { name: 'Keys' }).selectOption(mode)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  }
  const hold = page.getByRole('button', { name: 'Hold' })
  expect(await hold.getAttribute('aria-keyshortcuts')).toBe('H')
  await choose('alt')
  expect(await hold.getAttribute('aria-keyshortcuts')).toBe('Alt+H')
  await page.reload()
  await box(page, 6).waitFor()
  await page.keyboard.press('o')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('Alt+o')
  await page.getByRole('dialog', { name: 'Hand over' }).waitFor()
  await page.keyboard.press('Escape')
  await choose('off')
  expect(await hold.getAttribute('aria-keyshortcuts')).toBeNull()
  await page.keyboard.press('Alt+o')
  await page.keyboard.press('o')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await findings(page)).toEqual([])
  await page.context().close()
}, 60_000)

test('the space bar presses a button that has the focus, and reads the next block otherwise', async () => {
  const blocks = Array.from({ length: 8 }, (_, at) => `${at + 1}234567`)
  const confirmed = {
    blocks,
    keyClass: 'mak',
    used: 1,
    limit: 5,
    reactivation: false,
    emergency: false,
  } as const
  const { page } = await helping({ card: { confirmed } })
  const reads = (letter: string) => page.getByText(new RegExp(`^Block ${letter}: `))
  const block = (letter: string) =>
    page.getByRole('button', { name: new RegExp(`^${letter}\\s?\\d`) })
  await reads('A').waitFor({ state: 'attached' })
  await page.keyboard.press('Space')
  await reads('B').waitFor({ state: 'attached' })
  expect(await block('A').getAttribute('aria-pressed')).toBe('true')
  await block('D').press('Space')
  expect(await block('D').getAttribute('aria-pressed')).toBe('true')
  expect(await block('B').getAttribute('aria-pressed')).toBe('false')
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: 'Another installation ID' }).press('Space')
  await box(page, 6).waitFor()
  await page.getByRole('button', { name: 'Back to the answer' }).press('Space')
  await block('A').waitFor()
  await page.context().close()
}, 60_000)
