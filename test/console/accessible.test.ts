import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { codeAt } from '../../src/operators/accounts/one-time-code.ts'
import type { OverrideView } from '../../src/operators/api/protocol-overrides.ts'
import { findings, findingsOfColour, isTooWide } from '../pages/browser.ts'
import { wrongDigit } from '../pages/played-desk.ts'
import { runLine } from '../cli/run-line.ts'
import { comesToWork, hire } from './operators.ts'
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
  const wrong = [...(await findings(page))]
  await page.emulateMedia({ colorScheme: 'dark' })
  wrong.push(...(await findingsOfColour(page)).map((one) => `dark: ${one}`))
  await page.emulateMedia({ colorScheme: 'light' })
  for (const size of [
    { width: 1280, height: 720 },
    { width: 640, height: 360 },
  ]) {
    await page.setViewportSize(size)
    if (await isTooWide(page)) wrong.push(`wider than ${size.width}`)
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
  await page.getByLabel('Choose a password').fill('correct horse battery Nora')
  const secret = await page.locator('code').innerText()
  await page.getByRole('textbox', { name: 'Code' }).fill(codeAt(secret, Date.now()))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Keep these codes' }).waitFor()
  wrong['recovery codes'] = await wrongWith(page)
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
  ['a case that was looked up', lookedUp],
  ['a caller on hold', onHold],
  ['the sheet by which he is handed over', () => sheet('o', 'Hand over')],
  ['the sheet by which he is called back', () => sheet('l', 'Call back later')],
  ['a colleague’s caller', withColleague],
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
      await sheet('?', 'Keys')
    },
  ],
  ['a list of choices that is open', choices],
  ['the test of the telephone', () => opened('Test', 'Test the telephone')],
  ['the invitation of a colleague', invitation],
  ['the change of a colleague', () => opened('Change', 'Change')],
  ['the link of an invitation', () => opened('New invitation', 'Invitation')],
  ['what was asked for beyond the rules', beyond],
  ['the sheet in which one asks for it', () => sheet('r', 'Beyond the rules')],
  ['an approval that waits', approval],
  ['the end of a call', wrapUp],
  ['a desk without a connection', unconnected],
  ['a session that is over', sessionOver],
])(
  '%s: can be read by everybody, and is used without scrolling sideways',
  async (_, go) => {
    await go()
    expect(await wrongWith(stage.page)).toEqual([])
  },
  60_000,
)

/** Whatever dialog is open is closed before. */
async function closed(): Promise<void> {
  const { page } = stage
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function sheet(key: string, name: string): Promise<void> {
  await closed()
  await stage.page.keyboard.press(key)
  await stage.page.getByRole('dialog', { name }).waitFor()
}

async function opened(button: string, name: string): Promise<void> {
  await closed()
  await stage.page.getByRole('button', { name: button, exact: true }).first().press('Enter')
  await stage.page.getByRole('dialog', { name }).waitFor()
}

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
  await page.getByText(/^Activated, key/).waitFor()
}

async function lookedUp(): Promise<void> {
  const { page } = stage
  await stage.goes('cases')
  await page.getByRole('textbox', { name: 'Case number' }).fill(last?.caseNumber ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^Case \d/ }).waitFor()
}

async function onHold(): Promise<void> {
  const held = { kind: 'with', isOnHold: true, isHere: true, isCallerHere: true, with: [] } as const
  await helping('', { phase: { ...held, operator: stage.you, since: Date.now() } })
  await stage.page.getByText('on hold', { exact: true }).waitFor()
}

async function withColleague(): Promise<void> {
  const { page, line, browser } = stage
  await closed()
  await comesToWork(browser, line, await hire(line, 'Cleo'))
  const answer = await page.request.get(`${line.console}/api/operators`)
  const { operators } = (await answer.json()) as {
    readonly operators: readonly { readonly id: Stage['you']; readonly name: string }[]
  }
  const cleo = operators.find(({ name }) => name === 'Cleo')?.id ?? stage.you
  const beside = { operator: stage.you, as: 'listens' } as const
  const phase = { kind: 'with', operator: cleo, since: Date.now() } as const
  await helping('', { phase: { ...phase, isOnHold: false, isHere: true, with: [beside] } })
  await page.getByText('Cleo helps this caller now.').waitFor()
}

async function choices(): Promise<void> {
  const { page } = stage
  await closed()
  await page.getByRole('button', { name: 'Language' }).press('Enter')
  await page.getByRole('listbox').waitFor()
}

async function invitation(): Promise<void> {
  await closed()
  await at('operators', 'robin@example.com')
  await opened('Invite', 'Invite')
}

async function beyond(): Promise<void> {
  const { page, line } = stage
  await closed()
  const key = ['--product', '1000', '--serial', '1']
  await runLine(line.folder, {}, ['keys', 'block', ...key, '--reason', 'stolen'])
  await helping(genuineOf(5))
  await sheet('r', 'Beyond the rules')
  await page.getByLabel('In words').fill('He has the invoice.')
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for it' }).click()
  await page.getByText('waits', { exact: true }).first().waitFor()
}

async function approval(): Promise<void> {
  await closed()
  const asked: OverrideView = {
    id: 'one',
    kind: 'unblock',
    reason: 'other',
    text: 'He has the invoice.',
    evidence: 'invoice 7',
    more: 0,
    productName: 'Example Office',
    serial: 1,
    keyClass: 'mak',
    caseNumber: '12345678' as OverrideView['caseNumber'],
    by: { id: stage.you, name: 'Cleo' },
    at: Date.now(),
    state: 'waiting',
    isForYou: true,
  }
  await stage.page.route('**/console/api/overrides', (route) =>
    route.fulfill({ json: { overrides: [asked] } }),
  )
  await at('overrides', 'He has the invoice.')
  await stage.page.getByRole('button', { name: 'Approve' }).waitFor()
}

async function wrapUp(): Promise<void> {
  const { page } = stage
  await at('desk', 'Ready when you are')
  await page.getByRole('button', { name: 'Your state' }).press('Enter')
  await page.getByRole('option', { name: 'Wrapping up' }).press('Enter')
  await page.getByText('Finish what is left to do').waitFor()
}

async function unconnected(): Promise<void> {
  const { page } = stage
  await page.route('**/console/api/desk/events', (route) => route.abort())
  await page.reload()
  await page.getByText('No connection. Trying again').waitFor()
}

async function sessionOver(): Promise<void> {
  const { page } = stage
  await page.context().clearCookies()
  await stage.goes('audit')
  await page.getByRole('dialog', { name: 'Please sign in again' }).waitFor()
}
