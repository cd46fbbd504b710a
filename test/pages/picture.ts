/**
 * Takes the README's picture, `docs/phone.png`: a Dutch call while the answer is read back and typed
 * along, with one block wrong. Run it by hand: `npx node test/pages/picture.ts`.
 */
import { launchBrowser } from './browser.ts'
import { startLine } from './line.ts'
import { box, captions, heardBlock, mistyped } from './typing-along.ts'

const line = await startLine()
const browser = await launchBrowser()
const page = await browser.newPage({
  locale: 'nl-NL',
  viewport: { width: 1280, height: 720 },
  deviceScaleFactor: 1.5,
  reducedMotion: 'reduce',
})
await page.goto(`${line.phone}?speed=4`)
await page.getByRole('button', { name: 'Toets voor mij' }).click()
await captions(page).getByText('Het antwoord heeft acht blokken').waitFor({ timeout: 60_000 })
await page.getByRole('button', { name: 'hekje', exact: true }).click()
await box(page, 'A').click()
for (const letter of ['A', 'B', 'C', 'D']) {
  await page.keyboard.type(await heardBlock(page, letter))
}
await page.keyboard.type(mistyped(await heardBlock(page, 'E')))
await page.screenshot({ path: new URL('../../docs/phone.png', import.meta.url).pathname })
await browser.close()
await line.stop()
