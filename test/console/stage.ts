import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { OperatorId } from '../../src/base/operator.ts'
import type { Demo } from '../../src/phone/live-protocol.ts'
import type { Contact } from '../../src/operators/desk/contact.ts'
import { installation } from '../../src/wizard/index.ts'
import { launchBrowser } from '../pages/browser.ts'
import { startLine, type RunningLine } from '../pages/line.ts'
import { presses } from '../support/ids.ts'
import { fillFigures } from './counted.ts'
import { hire, signsIn } from './operators.ts'
import { openWaitingRoom, type WaitingRoom } from './waiting.ts'

/** A demo with some days of calls, and somebody with every role before its console. */
export type Stage = {
  readonly line: RunningLine
  readonly browser: Browser
  readonly room: WaitingRoom
  readonly page: Page
  /** Who is before it. */
  readonly you: OperatorId
  /** Goes to a page of the console by its address. */
  readonly goes: (page: string) => Promise<void>
  /** Helps a caller who had keyed so much; settles when his groups are on the screen. */
  readonly helps: (keyed: string, more?: Partial<Contact>) => Promise<Contact>
  /** The installation ID of another computer. */
  readonly groupsOf: (nth: number) => readonly string[]
  /** Somebody who is not signed in. */
  readonly stranger: () => Promise<Page>
  readonly close: () => Promise<void>
}

export async function openStage(options: BrowserContextOptions = {}): Promise<Stage> {
  const line = await startLine()
  await fillFigures(line.folder)
  const room = await openWaitingRoom(line.folder)
  const browser = await launchBrowser()
  const usual = {
    locale: 'en-GB',
    viewport: { width: 1280, height: 720 },
    reducedMotion: 'reduce',
    ...options,
  } as const
  const open = async (): Promise<Page> => {
    const context = await browser.newContext(usual)
    const page = await context.newPage()
    await page.goto(line.console)
    await page.getByRole('heading', { level: 1 }).waitFor()
    return page
  }
  const page = await open()
  const everything = 'operator,supervisor,administrator'
  await signsIn(page, await hire(line, 'Robin', everything))
  const me = await page.request.get(`${line.console}/api/me`)
  const { operator } = (await me.json()) as { readonly operator: { readonly id: OperatorId } }
  const demo = (await (await fetch(`${line.phone}/demo.json`)).json()) as Demo
  let helped = 0
  const goes = async (address: string): Promise<void> => {
    await page.evaluate(`location.hash = ${JSON.stringify(`#/${address}`)}`)
  }

  return {
    line,
    browser,
    room,
    page,
    you: operator.id,
    goes,
    helps: async (keyed, more = {}) => {
      helped += 1
      const contact = await room.enters(1_000 + helped, {
        country: 'NL' as Contact['country'],
        language: 'nl' as Contact['language'],
        reason: 'entry',
        keyed: presses(keyed),
        phase: {
          kind: 'with',
          operator: operator.id,
          since: Date.now() - 65_000,
          isOnHold: false,
          isHere: true,
          isCallerHere: true,
          with: [],
        },
        since: Date.now() - 190_000,
        ...more,
      })
      await goes(`contact/${contact.id}`)
      await page.getByText(`case ${contact.caseNumber}`).waitFor()
      return contact
    },
    groupsOf: (nth) => {
      const parts = ['machine', 'board', 'processor', 'memory', 'disk', 'network']
      const made = installation(
        demo.productKey,
        Object.fromEntries(parts.map((part) => [part, `${part}-${nth}`])),
      )
      if (made.kind === 'refused') throw new Error(made.reason)
      return made.id
    },
    stranger: open,
    close: async () => {
      await browser.close()
      await room.close()
      await line.stop()
    },
  }
}
