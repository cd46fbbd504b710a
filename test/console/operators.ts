import { isDeepStrictEqual } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { codeAt } from '../../src/operators/accounts/one-time-code.ts'
import { runLine } from '../cli/run-line.ts'

/** Somebody who was invited and has enrolled: what he signs in with. */
export type Colleague = {
  readonly name: string
  readonly email: string
  readonly password: string
  /** What his authenticator shows, each once. */
  readonly code: () => string
}

/** So soon the console is to be right again. */
export const soonMs = 3_000

/** An operator with his browser, who helps callers. */
export type Operator = {
  readonly page: Page
  /** Takes whoever is next; settles when his groups are on the screen, and the telephone says that he speaks with him. */
  readonly takesNext: (says?: string) => Promise<void>
  /** The groups in the boxes, as soon as they are these, or as they are after half a minute. */
  readonly groupsOnce: (wanted: readonly string[]) => Promise<readonly string[]>
  /** The numbers of the groups that are green, and marked as keyed by the caller. */
  readonly seesGreen: () => Promise<readonly number[]>
  /** Speaks with the caller, and types what he reads aloud. */
  readonly asksForGroups: (groups: readonly number[]) => Promise<void>
  readonly seesGenuine: () => Promise<void>
  /** Settles when he speaks with his caller, whose groups are before him. */
  readonly isInCall: () => Promise<void>
  readonly confirms: () => Promise<void>
  readonly sendsBack: () => Promise<void>
  /** His browser is gone. */
  readonly leaves: () => Promise<void>
}

type ConsoleOf = {
  /** The console's address. */
  readonly console: string
  /** Where the line keeps its data. */
  readonly folder: string
}

export type Hiring = {
  /** What the command line needs to know of the line; nothing of a demo. */
  readonly settings?: Readonly<Record<string, string>>
  readonly email?: string
  /** His own. */
  readonly telephone?: string
}

/** Invites somebody on the line's machine; he enrols at once. */
export async function hire(
  line: ConsoleOf,
  name: string,
  roles = 'operator',
  hiring: Hiring = {},
): Promise<Colleague> {
  const { settings = {}, email = `${name.toLowerCase()}@example.com`, telephone } = hiring
  const own = telephone === undefined ? [] : ['--telephone', telephone]
  const as = ['--name', name, '--email', email, '--role', roles, ...own]
  const args = ['operators', 'add', ...as, '--json']
  const { out } = await runLine(line.folder, settings, args)
  const { link } = JSON.parse(out) as { readonly link: string }
  const invitation = link.replace(/^.*#invitation=/, '')
  const { secret } = await post<{ readonly secret: string }>(line, 'enrolment/open', { invitation })
  const password = `correct horse battery ${name}`
  // Each code is good once, and so is each half a minute: he began a minute ago.
  let at = Date.now() - 30_000
  const code = (): string => codeAt(secret, (at += 30_000) - 30_000)
  await post(line, 'enrolment', { invitation, password, code: code() })
  return { name, email, password, code }
}

async function post<T extends object>(line: ConsoleOf, path: string, sent: object): Promise<T> {
  const answer = await fetch(`${line.console}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(line.console).origin },
    body: JSON.stringify(sent),
  })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Opens the console in a browser of his own, and signs in. */
export async function comesToWork(
  browser: Browser,
  line: Pick<ConsoleOf, 'console'>,
  colleague: Colleague,
  options: Pick<BrowserContextOptions, 'proxy' | 'locale'> = {},
): Promise<Operator> {
  const context = await browser.newContext({
    locale: 'en-GB',
    ...options,
    viewport: { width: 1280, height: 720 },
  })
  const page = await context.newPage()
  await page.goto(line.console)
  await signsIn(page, colleague)
  return operatorAt(page)
}

export async function signsIn(page: Page, colleague: Colleague): Promise<void> {
  await page.getByLabel('E-mail address').fill(colleague.email)
  await page.getByLabel('Password').fill(colleague.password)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Code' }).fill(colleague.code())
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').waitFor()
}

function operatorAt(page: Page): Operator {
  const box = (group: number) => page.getByRole('textbox', { name: `Group ${group}` })
  const telephone = page.getByRole('region', { name: 'Telephone', exact: true })
  const ask = async (question: string): Promise<string> => {
    const answers = telephone.locator('.softphone-sentence-caller')
    const before = await answers.count()
    await telephone.getByRole('textbox').fill(question)
    await page.keyboard.press('Enter')
    return answers.nth(before).innerText()
  }
  return {
    page,
    groupsOnce: async (wanted) => {
      const by = performance.now() + 30_000
      let seen: readonly string[] = []
      while (!isDeepStrictEqual(seen, wanted) && performance.now() < by)
        seen = await Promise.all(wanted.map((_, at) => box(at + 1).inputValue()))
      return seen
    },
    takesNext: async (says = 'You are speaking with the caller.') => {
      await page.getByRole('heading', { name: /Waiting: [1-9]/ }).waitFor()
      await page.keyboard.press('n')
      await box(9).waitFor()
      await telephone.getByText(says).waitFor()
    },
    seesGreen: async () => {
      const labels = await page.locator('.box-right label', { hasText: 'keyed' }).allInnerTexts()
      return labels.map((label) => Number.parseInt(label, 10))
    },
    asksForGroups: async (wanted) => {
      for (const group of wanted) {
        const answer = await ask(`Group ${group}, please?`)
        await box(group).fill(/\d{7}/.exec(answer)?.[0] ?? '')
      }
    },
    seesGenuine: () => page.getByText('This is a genuine installation ID.').waitFor(),
    isInCall: async () => {
      await box(9).waitFor()
      await telephone.getByText('You are speaking with the caller.').waitFor()
    },
    confirms: async () => {
      await page.getByRole('button', { name: 'Confirm' }).press('Enter')
      await page.getByRole('heading', { name: 'Confirmation ID' }).waitFor()
    },
    sendsBack: async () => {
      await page.getByRole('button', { name: 'Back to the line' }).press('Enter')
      await page.getByRole('button', { name: 'Done, I am available' }).waitFor()
    },
    leaves: () => page.context().close(),
  }
}
