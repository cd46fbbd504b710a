import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { isTooWide } from '../pages/browser.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  for (let nth = 1; nth <= 3; nth += 1) await stage.room.enters(nth)
}, 120_000)

afterAll(async () => {
  await stage.close()
}, 20_000)

const usual = { width: 1280, height: 720 }
/** The smallest screen there is, shown twice as large. */
const twiceAsLarge = { width: 640, height: 360 }

/** Of each block of an answer, whether its first digit stands left of its last one. */
const firstIsLeft = `[...document.querySelectorAll('.block-digits')].map(({ firstChild }) => {
  const leftOf = (at) => {
    const range = document.createRange()
    range.setStart(firstChild, at)
    range.setEnd(firstChild, at + 1)
    return range.getBoundingClientRect().left
  }
  return leftOf(0) < leftOf(firstChild.length - 1)
})`

/** What a chart says outside of itself, where it is cut off. */
const cutOff = `[...document.querySelectorAll('.chart text')].filter((text) => {
  const [inner, outer] = [text, text.closest('svg')].map((one) => one.getBoundingClientRect())
  return inner.left < outer.left - 1 || inner.right > outer.right + 1
}).map(({ textContent }) => textContent)`

test.each([
  ['beside each other: the queue, then the caller', usual, ['desk-side', 'desk-main']],
  ['below each other: the caller, then the queue', twiceAsLarge, ['desk-main', 'desk-side']],
])(
  'the keyboard goes through the desk as it is seen, %s',
  async (_, size, order) => {
    const { page } = stage
    await page.setViewportSize(size)
    const contact = await stage.helps(stage.groupsOf(1).slice(0, 5).join(''))
    await page.locator('#content').focus()
    const passed: unknown[] = []
    while (new Set(passed).size < 2) {
      await page.keyboard.press('Tab')
      passed.push(
        await page.evaluate(
          'document.activeElement.closest(".desk-side, .desk-main")?.className ?? "elsewhere"',
        ),
      )
    }
    expect([...new Set(passed)]).toEqual(order)
    await stage.room.leaves(contact)
  },
  60_000,
)

test('where one reads from right to left nothing is cut off, and digits stay as they are read', async () => {
  const { page } = stage
  const contact = await stage.helps(stage.groupsOf(2).join(''))
  await page.getByText('This is a genuine installation ID.').waitFor()
  await page.evaluate('document.documentElement.dir = "rtl"')
  const wider: string[] = []
  const look = async (name: string): Promise<void> => {
    for (const size of [twiceAsLarge, usual]) {
      await page.setViewportSize(size)
      if (await isTooWide(page)) wider.push(`${name} ${size.width}`)
    }
  }
  await look('boxes')
  const directions = `[...document.querySelectorAll('.box input')].map((box) => getComputedStyle(box).direction)`
  expect(await page.evaluate(directions)).toEqual(Array.from({ length: 9 }, () => 'ltr'))
  await page.getByRole('button', { name: 'Confirm' }).press('Enter')
  await page.getByRole('heading', { name: 'Confirmation ID' }).waitFor()
  expect(await page.evaluate(firstIsLeft)).toEqual(Array.from({ length: 8 }, () => true))
  await look('answer')
  await page.keyboard.press('o')
  await page.getByRole('dialog', { name: 'Hand over' }).waitFor()
  await look('hand-over')
  await page.keyboard.press('Escape')
  for (const [name, heading] of [
    ['board', 'Calls now: 1'],
    ['cases', 'Cases'],
    ['audit', 'Audit'],
    ['operators', 'Operators'],
    ['desk', 'Waiting: 3'],
  ] as const) {
    await stage.goes(name)
    await page.getByRole('heading', { name: heading }).first().waitFor()
    await look(name)
    expect(await page.evaluate(cutOff)).toEqual([])
  }
  expect(wider).toEqual([])
  await page.evaluate('document.documentElement.dir = ""')
  await stage.room.leaves(contact)
}, 120_000)
