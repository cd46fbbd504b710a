/** How soon 50 consoles see what changes at a desk where 500 callers wait, and what the page in Chromium takes. */
import { setTimeout as pause } from 'node:timers/promises'
import { launchBrowser } from '../pages/browser.ts'
import { startLine } from '../pages/line.ts'
import { openWaitingRoom } from '../console/waiting.ts'
import { openConsoles } from './console/consoles.ts'
import { memoryOf, watchRows } from './console/page.ts'
import { quantile, show } from './statistics.ts'

const waiting = 500
const operators = 50
const rounds = 300
const everyMs = 150

export async function board(): Promise<void> {
  const line = await startLine()
  const room = await openWaitingRoom(line.folder)
  const consoles = await openConsoles(line, operators)
  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.context().addCookies([consoles.cookie])
  await page.goto(line.console)
  await page.getByRole('heading', { name: 'Waiting: 0' }).waitFor()
  const empty = await memoryOf(browser, page)
  const there = []
  for (let nth = 0; nth < waiting; nth += 1) there.push(await room.enters(nth))
  await page.getByRole('heading', { name: `Waiting: ${waiting}` }).waitFor()

  const rows = await watchRows(page)
  const latencies: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now()
    const oldest = there.shift()
    if (oldest !== undefined) await room.leaves(oldest)
    const at = Date.now()
    const entered = await room.enters(waiting + round)
    there.push(entered)
    latencies.push((await rows.seen(entered.id)) - at)
    await pause(Math.max(0, everyMs - (performance.now() - begun)))
  }
  const full = await memoryOf(browser, page)
  const lines = [
    `${waiting} callers wait, ${operators + 1} consoles look on; ${rounds} times one goes and one comes.`,
    `From the change to the row on the page: p50 ${show(quantile(latencies, 0.5))} ms, p99 ${show(quantile(latencies, 0.99))} ms, most ${show(Math.max(...latencies))} ms; wanted: below 1,000.`,
    `The page with nobody waiting: ${empty}.`,
    `The page with ${waiting}: ${full}; wanted: below 150 MB.`,
    `Events that the other consoles got: ${show(consoles.events())}.`,
  ]
  console.log(lines.join('\n'))
  consoles.close()
  await browser.close()
  await room.close()
  await line.stop()
}
