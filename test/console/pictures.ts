/**
 * Takes the pictures of the console, `docs/console/*.png`, in English: run it by hand, `npx node test/console/pictures.ts`,
 * and look at each. A name as an argument takes that one alone.
 */
import { wrongDigit } from '../pages/played-desk.ts'
import { comesToWork, hire } from './operators.ts'
import { openStage } from './stage.ts'

const [, , only] = process.argv
const stage = await openStage({ deviceScaleFactor: 1.5 })
const { page, room, line, browser } = stage
const folder = new URL('../../docs/console/', import.meta.url).pathname

async function take(name: string, from = page): Promise<void> {
  if (only !== undefined && only !== name) return
  await from.screenshot({ path: `${folder}${name}.png` })
}

async function takeDark(name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await take(name)
  await page.emulateMedia({ colorScheme: 'light' })
}

await take('sign-in', await stage.stranger())
for (const name of ['Anouk', 'Bjarne']) await comesToWork(browser, line, await hire(line, name))
for (let nth = 1; nth <= 12; nth += 1) {
  const since = Date.now() - (13 - nth) * 41_000
  await room.enters(nth, { since, isFirst: nth === 4 })
}
await stage.goes('desk')
await page.getByRole('heading', { name: 'Waiting: 12' }).waitFor()
await take('waiting')
await takeDark('waiting-dark')

const groups = stage.groupsOf(1)
const first = await stage.helps(groups.slice(0, 5).join(''))
const box = (group: number) => page.getByRole('textbox', { name: `Group ${group}` })
await box(6).waitFor()
await take('five-groups')
await box(6).fill(wrongDigit(groups[5] ?? ''))
await page.getByText('not right', { exact: true }).waitFor()
await take('wrong-digit')
await page.getByRole('button', { name: 'Hand over' }).first().press('Enter')
await page
  .getByRole('dialog')
  .getByRole('textbox')
  .first()
  .fill('Group 6 is not right yet. He reads it once more.')
await take('hand-over')
await page.keyboard.press('Escape')
await room.leaves(first)

// Two earlier machines of the same key, to be compared with.
for (const nth of [2, 3, 4]) {
  const contact = await stage.helps(stage.groupsOf(nth).join(''))
  await page.getByText('This is a genuine installation ID.').waitFor()
  await page.getByRole('button', { name: 'Confirm' }).press('Enter')
  await page.getByRole('heading', { name: 'Confirmation ID' }).click()
  if (nth === 4) {
    for (let block = 0; block < 3; block += 1) await page.keyboard.press('Space')
    await page.getByText('Block D:').waitFor({ state: 'attached' })
    await take('answer')
    await takeDark('answer-dark')
    await stage.goes('cases')
    await page.getByRole('textbox', { name: 'Case number' }).fill(contact.caseNumber)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^Case \d/ }).waitFor()
    await take('case')
  }
  await room.leaves(contact)
}

await stage.goes('board')
await page.getByRole('heading', { name: 'Calls now: 1' }).waitFor()
await page.getByText('30 days').click()
await page.getByRole('heading', { name: 'Calls by day' }).waitFor()
await page.setViewportSize({ width: 1280, height: 1640 })
await take('board')
await page.setViewportSize({ width: 1280, height: 720 })
await stage.goes('audit')
await page
  .getByText(/Activated/)
  .first()
  .waitFor()
await take('audit')
await stage.close()
