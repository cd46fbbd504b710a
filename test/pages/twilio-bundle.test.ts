import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import express from 'express'
import type { Browser, Page } from 'playwright-core'
import { consolePage } from '../../src/line/open-console.ts'
import { complaintsOf, findings, launchBrowser } from './browser.ts'
import { play } from './played-desk.ts'

const servers = new Map<boolean, string>()
const closing: (() => void)[] = []
let browser: Browser

beforeAll(async () => {
  for (const speaksByTwilio of [true, false]) {
    const app = express()
    app.use('/console', consolePage({ speaksByTwilio }))
    const server = createServer(app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    servers.set(speaksByTwilio, `http://127.0.0.1:${port}/console/`)
    closing.push(() => server.close())
  }
  // Nothing leaves this machine: whoever is looked for outside is not found.
  browser = await launchBrowser([
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ])
})

afterAll(async () => {
  await browser.close()
  for (const close of closing) close()
})

type Opened = {
  readonly page: Page
  readonly complaints: readonly string[]
  readonly asked: readonly string[]
}

/** An operator who is signed in, with access to Twilio's softphone, and one caller. */
async function open(speaksByTwilio: boolean): Promise<Opened> {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const complaints = complaintsOf(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const { operator, pageToken } = signedIn
  await page.route('**/console/api/me', (route) => route.fulfill({ json: { operator, pageToken } }))
  await page.route('**/console/api/softphone', (route) =>
    route.fulfill({
      json: { kind: 'twilio', token: 'of-nobody', expiresAt: Date.now() + 600_000 },
    }),
  )
  await play(page)
  await page.goto(servers.get(speaksByTwilio) ?? '')
  await page.getByRole('heading', { name: 'Waiting: 1' }).waitFor()
  return { page, complaints, asked }
}

const signedIn = {
  pageToken: 'of-this-page',
  operator: {
    id: 'you',
    name: 'Demo',
    email: 'operator@demo.example',
    roles: ['operator'],
    languages: [],
    countries: [],
    telephone: null,
    by: 'local',
  },
}

test('Twilio’s softphone is served by the line, loaded when there is a caller, and may reach Twilio alone', async () => {
  const { page, complaints, asked } = await open(true)
  expect(asked.filter((path) => path.includes('twilio'))).toEqual([])
  const socket = page.waitForEvent('websocket')
  await page.keyboard.press('n')
  expect((await socket).url()).toBe('wss://voice-js.roaming.twilio.com/signal')
  expect(asked.filter((path) => path.includes('twilio-device'))).toHaveLength(1)
  expect(asked.some((path) => /silence.*\.wav$/.test(path))).toBe(true)
  await page.getByRole('status').getByText('Connection lost').waitFor()
  expect(await findings(page)).toEqual([])

  await page.getByRole('button', { name: 'Test', exact: true }).press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Test the telephone' })
  await sheet.getByRole('button', { name: 'Test the microphone' }).press('Enter')
  await sheet.getByText('You are heard.').waitFor()
  await sheet.getByRole('button', { name: 'Let it ring' }).press('Enter')
  await sheet.getByRole('button', { name: /Microphone/ }).press('Enter')
  await page.getByRole('option', { name: /Fake/ }).first().press('Enter')
  expect(await findings(page)).toEqual([])
  await sheet.getByRole('button', { name: 'Stop' }).press('Enter')
  expect(await sheet.getByRole('meter').count()).toBe(0)
  expect(complaints.filter((one) => one.includes('Content Security Policy'))).toEqual([])
  await page.context().close()
}, 60_000)

test('a console whose operators do not speak by Twilio may not reach it', async () => {
  const { page, complaints } = await open(false)
  await page.keyboard.press('n')
  await page.getByRole('status').getByText('Connection lost').waitFor()
  expect(complaints.filter((one) => one.includes('Content Security Policy'))).not.toEqual([])
  await page.context().close()
}, 60_000)
