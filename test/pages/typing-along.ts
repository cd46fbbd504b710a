import type { Locator, Page } from 'playwright-core'

/** What the line has said so far, as the page of the telephone writes it. */
export function captions(page: Page): Locator {
  return page.getByRole('log')
}

/** The box for a block of the answer, on a Dutch page. */
export function box(page: Page, letter: string): Locator {
  return page.getByRole('textbox', { name: `Blok ${letter}` })
}

/** The digits of a block as somebody reads them who types along: "Blok A. 315 2413". */
export async function heardBlock(page: Page, letter: string): Promise<string> {
  const caption = captions(page).getByText(`Blok ${letter}.`).first()
  await caption.waitFor()
  const [, three = '', four = ''] = /(\d{3}) (\d{4})/.exec(await caption.innerText()) ?? []
  return three + four
}

/** A block with its last digit wrong by one. */
export function mistyped(block: string): string {
  return block.slice(0, 6) + ((Number(block[6]) + 1) % 10)
}
