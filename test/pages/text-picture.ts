/**
 * Takes the picture of a text call, `docs/text-telephone.png`: British, while the answer is written out. Run
 * it by hand: `npx node test/pages/text-picture.ts`.
 */
import { launchBrowser } from './browser.ts'
import { startLine } from './line.ts'

const line = await startLine()
const browser = await launchBrowser()
const page = await browser.newPage({
  locale: 'en-GB',
  viewport: { width: 1280, height: 800 },
  reducedMotion: 'reduce',
})
await page.goto(`${line.phone}?speed=20`)
await page.getByRole('radio', { name: 'Text telephone' }).click()
await page.getByRole('button', { name: 'Key it for me' }).click()
await page.getByRole('log').getByText(/^B \d/).waitFor({ timeout: 60_000 })
await page.screenshot({ path: new URL('../../docs/text-telephone.png', import.meta.url).pathname })
await browser.close()
await line.stop()
