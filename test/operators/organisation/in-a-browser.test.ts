import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../../pages/browser.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { serveConsole, type ServedConsole } from '../serve-console.ts'
import { client, serveProvider, type ServedProvider } from './provider.ts'

const newFolder = temporaryFolders()
const start = '/console/api/organisation/start'
const known = { sub: 'ann', claims: { name: 'Ann', email: 'ann@example.com', roles: ['operator'] } }

let browser: Browser
let console: ServedConsole
let provider: ServedProvider
/** Another site, where somebody wants our operators to do something. */
let other: Server
let otherUrl = ''
beforeAll(async () => {
  browser = await launchBrowser()
  let url = ''
  provider = await serveProvider({
    host: 'localhost',
    redirect: () => `${url}/console/api/organisation/callback`,
  })
  console = await serveConsole(newFolder(), {
    organisation: {
      issuer: provider.issuer,
      clientId: client.id,
      clientSecret: client.secret,
      scopes: 'openid profile email',
      rolesClaim: 'roles',
      roleNames: { operator: ['operator'], supervisor: [], administrator: [] },
    },
  })
  ;({ url } = console)
  other = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<form method="post" action="${url}/console/api/sign-out" enctype="text/plain">
      <input name='{"everywhere":true,"x":"' value='"}'><button>A prize</button></form>`)
  })
  other.listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  otherUrl = `http://localhost:${(other.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await browser.close()
  await console.close()
  await provider.close()
  await new Promise((resolve) => other.close(resolve))
})

let context: BrowserContext
let page: Page
beforeEach(async () => {
  context = await browser.newContext()
  page = await context.newPage()
  provider.next(known)
  await page.goto(console.url + start)
  await page.waitForURL(`${console.url}/console/`)
})
afterEach(() => context.close())

const me = async (): Promise<number> => {
  await page.goto(`${console.url}/console/api/sign-in`)
  return page.evaluate(async () => (await fetch('/console/api/me')).status)
}

test('whoever comes back from the site of the organisation is signed in', async () => {
  expect(await me()).toBe(200)
  expect(await context.cookies(console.url)).toMatchObject([
    { name: 'console-session', httpOnly: true, sameSite: 'Strict', path: '/' },
  ])
  expect(await page.evaluate('document.cookie')).toBe('')
})

test('a form on another site signs nobody out', async () => {
  await page.goto(otherUrl)
  await page.click('button')
  await page.waitForURL(`${console.url}/console/api/sign-out`)
  expect(await page.textContent('body')).toContain('"reason":"origin"')
  expect(await me()).toBe(200)
})

test('a script on another site neither sees who is signed in nor signs him out', async () => {
  await page.goto(otherUrl)
  const seen = await page.evaluate(async (url) => {
    const ask = async (path: string, init: RequestInit): Promise<string> => {
      try {
        const response = await fetch(url + path, { credentials: 'include', ...init })
        return await response.text()
      } catch {
        return 'nothing'
      }
    }
    const headers = { 'content-type': 'application/json', 'x-page-token': 'x' }
    return [
      await ask('/console/api/me', {}),
      await ask('/console/api/sign-out', { method: 'POST', body: '{}' }),
      await ask('/console/api/sign-out', { method: 'POST', headers, body: '{}' }),
    ]
  }, console.url)
  expect(seen).toEqual(['nothing', 'nothing', 'nothing'])
  expect(await me()).toBe(200)
})
