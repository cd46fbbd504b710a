import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { CaseNumber } from '../../src/base/brand.ts'
import { runLine } from '../cli/run-line.ts'
import { complaintsOf } from '../pages/browser.ts'
import { hire, signsIn } from './operators.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
}, 120_000)

afterAll(async () => {
  await stage.close()
}, 20_000)

/** What would run, were it ever taken for a part of the page. */
const hostile = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>"'\`{{ran}}`

/** It is neither run nor a part of the page that is shown now. */
async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate('window.ran')).toBeUndefined()
  expect(await page.locator('[onclick], [onerror]').count()).toBe(0)
}

test('nothing that a caller or a colleague has written runs in the console', async () => {
  const { page, line, room, browser } = stage
  const complaints = complaintsOf(page)
  const colleague = await browser.newContext({ locale: 'en-GB' })
  const his = await colleague.newPage()
  await his.goto(line.console)
  await signsIn(
    his,
    await hire(line, '<b onclick=1>Bo</b>', 'operator', { email: 'bo@example.com' }),
  )

  const contact = await stage.helps('', { channel: 'text-telephone', note: hostile })
  await room.writes(contact, hostile)
  await page.getByRole('log').getByText(hostile).waitFor()
  const note = page.getByRole('textbox', { name: 'Note for whoever helps next' })
  expect(await note.inputValue()).toBe(hostile)
  await expectHarmless(page)
  for (const name of ['desk', 'operators', 'audit']) {
    await stage.goes(name)
    await page.getByText('<b onclick=1>Bo</b>').first().waitFor()
    await expectHarmless(page)
  }
  await stage.goes('cases')
  const number = page.getByRole('textbox', { name: 'Case number' })
  await number.fill(hostile)
  await page.keyboard.press('Enter')
  await stage.goes(`contact/${encodeURIComponent(hostile)}`)
  await page.getByText('This caller is no longer at the desk.').waitFor()
  await expectHarmless(page)
  expect(complaints.filter((one) => /Content Security Policy|ran/.test(one))).toEqual([])
  await colleague.close()
}, 90_000)

test('what somebody asks for beyond the rules is shown as he wrote it', async () => {
  const { page, line } = stage
  const key = ['--product', '1000', '--serial', '1']
  await runLine(line.folder, {}, ['keys', 'block', ...key, '--reason', 'stolen'])
  try {
    await stage.helps(stage.groupsOf(3).join(''))
    await page.getByText('This is a genuine installation ID.').waitFor()
    await page.keyboard.press('r')
    await page.getByLabel('In words').fill(hostile)
    await page.getByLabel('Evidence').fill(`${hostile}!`)
    await page.getByRole('dialog').getByRole('button', { name: 'Ask for it' }).click()
    await page.getByText('waits', { exact: true }).first().waitFor()
    await expectHarmless(page)
    await stage.goes('overrides')
    await page.getByText(hostile, { exact: true }).first().waitFor()
    await page.getByText(`${hostile}!`).first().waitFor()
    await expectHarmless(page)
  } finally {
    await runLine(line.folder, {}, ['keys', 'unblock', ...key])
  }
}, 60_000)

test('a page whose session was forged shows nothing and asks who is there', async () => {
  const { page, line, browser } = stage
  const [real] = (await page.context().cookies()).filter(({ name }) => name.includes('session'))
  const context = await browser.newContext({ locale: 'en-GB' })
  const forged = `${real?.value.startsWith('A') === true ? 'B' : 'A'}${real?.value.slice(1)}`
  await context.addCookies([{ name: real?.name ?? '', value: forged, url: line.console }])
  const other = await context.newPage()
  await other.goto(`${line.console}/#/desk`)
  await other.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await other.getByText('Waiting').count()).toBe(0)
  await context.close()
}, 60_000)

test('another operator’s case is not shown by its address, nor by the API, nor without the page’s token', async () => {
  const { line, browser } = stage
  const contact = await stage.helps(stage.groupsOf(1).join(''), {
    caseNumber: '55550007' as CaseNumber,
  })
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(line.console)
  await signsIn(page, await hire(line, 'Cleo'))
  await page.evaluate(`location.hash = '#/contact/${contact.id}'`)
  await page.getByText('This caller is not with you.').waitFor()
  expect(await page.getByText(stage.groupsOf(1)[0] ?? '').count()).toBe(0)
  expect(await page.getByRole('textbox', { name: 'Group 1' }).count()).toBe(0)

  const api = `${line.console}/api`
  const answerTo = (path: string, token?: string): Promise<unknown> =>
    page.evaluate(
      `fetch(${JSON.stringify(api + path)}, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-page-token': ${JSON.stringify(token ?? '')} },
        body: JSON.stringify({ version: 0 }),
      }).then(async (answer) => [answer.status, (await answer.json()).reason])`,
    )
  const me = await page.request.get(`${api}/me`)
  const { pageToken } = (await me.json()) as { readonly pageToken: string }
  const path = `/contacts/${contact.id}/finish`
  expect(await answerTo(path, pageToken)).toEqual([403, 'not-yours'])
  expect(await answerTo(path, `${pageToken}x`)).toEqual([403, 'page-token'])
  expect(await answerTo(path)).toEqual([403, 'page-token'])
  expect((await page.request.get(`${api}/contacts/${contact.id}`)).ok()).toBe(false)
  for (const only of ['/audit', '/figures', '/live', '/operators'])
    expect((await page.request.get(api + only)).status()).toBe(403)
  await context.close()
}, 60_000)
