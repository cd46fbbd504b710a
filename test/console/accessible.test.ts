import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { findings } from '../pages/browser.ts'
import { wrongDigit } from '../pages/played-desk.ts'
import { runLine } from '../cli/run-line.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
}, 120_000)

afterAll(async () => {
  await stage.close()
}, 20_000)

/** In both lights, on the smallest screen there is, and on a page that is shown twice as large. */
async function wrongWith(page: Page): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    wrong.push(...(await findings(page)).map((one) => `${colorScheme}: ${one}`))
  }
  for (const size of [
    { width: 1280, height: 720 },
    { width: 640, height: 360 },
  ]) {
    await page.setViewportSize(size)
    const isTooWide = await page.evaluate<boolean>(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    if (isTooWide) wrong.push(`wider than ${size.width}`)
  }
  await page.setViewportSize({ width: 1280, height: 720 })
  return wrong
}

test('whoever is not signed in, and whoever is invited, can use the console', async () => {
  const { line } = stage
  const page = await stage.stranger()
  const wrong: Record<string, readonly string[]> = {}
  wrong['password'] = await wrongWith(page)
  await page.getByLabel('E-mail address').fill('robin@example.com')
  await page.getByLabel('Password').fill('correct horse battery Robin')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Code' }).waitFor()
  wrong['code'] = await wrongWith(page)
  await page.getByRole('textbox', { name: 'Code' }).fill('000000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  wrong['wrong code'] = await wrongWith(page)

  const args = 'operators add --name Nora --email nora@example.com --role operator --json'.split(
    ' ',
  )
  const { out } = await runLine(line.folder, {}, args)
  const { link } = JSON.parse(out) as { readonly link: string }
  await page.goto(`${line.console}/${new URL(link).hash}`)
  await page.reload()
  await page.getByText('Nora, you will sign in as nora@example.com.').waitFor()
  wrong['enrol'] = await wrongWith(page)
  await page.context().close()
  for (const [state, found] of Object.entries(wrong)) expect([state, found]).toEqual([state, []])
}, 120_000)

type Row = readonly [string, () => Promise<unknown>]

test.each<Row>([
  ['the desk, when nobody waits', () => at('desk', 'Nobody is waiting.')],
  ['the board', () => at('board', 'Calls now: 1')],
  ['the cases', () => at('cases', 'What you look up here is written into the audit.')],
  ['the approvals', () => at('overrides', 'Nothing waits.')],
  ['the audit', () => at('audit', /invited Robin|Robin enrolled/)],
  ['the operators', () => at('operators', 'robin@example.com')],
  ['one’s own page', () => at('you', 'Sign out everywhere')],
  ['a caller who had keyed five groups, and a wrong digit in the sixth', wrongInItsBox],
  ['a caller whose ID is genuine', genuine],
  ['the answer, of which two blocks are had', answered],
  [
    'a caller who was refused',
    async () => {
      await helping(genuineOf(3), { reason: 'exhausted' })
      await stage.page.getByText('This is a genuine installation ID.').waitFor()
    },
  ],
  [
    'a caller in writing',
    async () => {
      const contact = await helping('', { channel: 'text-telephone' })
      await stage.room.writes(contact, 'HELLO MY KEY DOES NOT WORK GA')
      await stage.page.getByText('HELLO MY KEY DOES NOT WORK GA').waitFor()
    },
  ],
  [
    'the desk, where twelve wait',
    async () => {
      for (let nth = 1; nth <= 12; nth += 1) await stage.room.enters(nth, { isFirst: nth === 5 })
      await at('desk', 'Waiting: 12')
    },
  ],
  [
    'the sheet of keys',
    async () => {
      await at('desk', 'Waiting: 12')
      await stage.page.getByRole('heading', { name: 'Waiting: 12' }).click()
      await stage.page.keyboard.press('?')
      await stage.page.getByRole('dialog').waitFor()
    },
  ],
])(
  '%s: can be read by everybody, and is used without scrolling sideways',
  async (_, go) => {
    await go()
    expect(await wrongWith(stage.page)).toEqual([])
  },
  60_000,
)

async function at(page: string, text: string | RegExp): Promise<void> {
  await stage.goes(page)
  await stage.page.getByText(text).filter({ visible: true }).first().waitFor()
}

function genuineOf(nth: number): string {
  return stage.groupsOf(nth).join('')
}

let last: Awaited<ReturnType<Stage['helps']>> | undefined

/** Whoever was helped before is gone. */
async function helping(
  ...args: Parameters<Stage['helps']>
): Promise<Awaited<ReturnType<Stage['helps']>>> {
  if (last !== undefined) await stage.room.leaves(last)
  last = await stage.helps(...args)
  return last
}

async function wrongInItsBox(): Promise<void> {
  const groups = stage.groupsOf(1)
  await helping(groups.slice(0, 5).join(''))
  const sixth = stage.page.getByRole('textbox', { name: 'Group 6' })
  await sixth.fill(wrongDigit(groups[5] ?? ''))
  await stage.page.getByText('not right', { exact: true }).waitFor()
}

async function genuine(): Promise<void> {
  await helping(genuineOf(2))
  await stage.page.getByText('This is a genuine installation ID.').waitFor()
}

async function answered(): Promise<void> {
  await genuine()
  const { page } = stage
  await page.getByRole('button', { name: 'Confirm' }).press('Enter')
  await page.getByRole('heading', { name: 'Confirmation ID' }).click()
  await page.keyboard.press('Space')
  await page.keyboard.press('Space')
  await page.getByText('Block C:').waitFor({ state: 'attached' })
}
