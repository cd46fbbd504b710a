import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { show } from '../statistics.ts'

/** Tells when the row of a contact came onto the page: ms since 1970. */
export async function watchRows(
  page: Page,
): Promise<{ readonly seen: (contact: string) => Promise<number> }> {
  const seen = new Map<string, PromiseWithResolvers<number>>()
  const of = (contact: string): PromiseWithResolvers<number> => {
    const known = seen.get(contact) ?? Promise.withResolvers<number>()
    seen.set(contact, known)
    return known
  }
  await page.exposeFunction('rowIsThere', (contact: string, at: number) => of(contact).resolve(at))
  await page.evaluate(`
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) {
          const row = node.querySelector?.('[data-contact]')
          if (row) rowIsThere(row.dataset.contact, Date.now())
        }
    }).observe(document.body, { childList: true, subtree: true })`)
  return { seen: (contact) => of(contact).promise }
}

/** The page's objects, after what is no longer needed was let go, and its process: memory of its own, and its share of what is shared. */
export async function memoryOf(browser: Browser, page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  const all = await browser.newBrowserCDPSession()
  const { processInfo } = await all.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  const shares = renderers.map(({ id }) => {
    const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1]) / 1024
  })
  return `${show(usedSize / 2 ** 20, 1)} MB of objects, ${show(Math.max(...shares))} MB of its process`
}
