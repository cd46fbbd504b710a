import type { Page } from 'playwright-core'
import type { Role } from '../../src/base/operator.ts'
import type { RunningLine } from './line.ts'

/** Those that were typed: each is good once, and the next one comes within half a minute. */
const used = new Set<string>()

/** Types as somebody does who has just read what the line printed, with no mouse. */
export async function signInTo(page: Page, line: RunningLine, role: Role): Promise<void> {
  const read = async () => (await line.signIns()).find((one) => one.role === role)
  let mine = await read()
  while (mine !== undefined && used.has(mine.code)) mine = await read()
  used.add(mine?.code ?? '')
  await page.keyboard.type(mine?.email ?? '')
  await page.keyboard.press('Tab')
  await page.keyboard.type(mine?.password ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Code' }).waitFor()
  await page.keyboard.type(mine?.code ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').waitFor()
}
