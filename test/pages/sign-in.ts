import type { Page } from 'playwright-core'
import type { Role } from '../../src/base/operator.ts'
import type { RunningLine } from './line.ts'

/** Types as somebody does who has just read what the line printed, with no mouse; each role once within half a minute. */
export async function signInTo(page: Page, line: RunningLine, role: Role): Promise<void> {
  const mine = (await line.signIns()).find((one) => one.role === role)
  await page.keyboard.type(mine?.email ?? '')
  await page.keyboard.press('Tab')
  await page.keyboard.type(mine?.password ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Code' }).waitFor()
  await page.keyboard.type(mine?.code ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').waitFor()
}
