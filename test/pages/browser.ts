import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place))
  if (executablePath === undefined) throw new Error(`no browser in ${places.join(', ')}`)
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...more,
  ]
  return chromium.launch({ executablePath, args })
}

/** What axe finds against WCAG 2.2 AA and its own best practices, each with the elements concerned. */
export function findings(page: Page): Promise<readonly string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  return foundBy(new AxeBuilder({ page }).withTags(tags))
}

/** What it finds of the colours alone, which are all that another light changes. */
export function findingsOfColour(page: Page): Promise<readonly string[]> {
  return foundBy(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))
}

async function foundBy(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Whether the page is scrolled sideways; what floats over it follows a new size a moment later. */
export async function isTooWide(page: Page): Promise<boolean> {
  const by = performance.now() + 2_000
  while (performance.now() < by) {
    const isWider = await page.evaluate<boolean>(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    if (!isWider) return false
  }
  return true
}

/** Everything the browser complains about on a page from now on. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}
