import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { openPersonLine, type PersonLine } from '../phone/operator/person-line.ts'
import { createRestClient } from '../../src/twilio/rest-client.ts'
import { complaintsOf, findings, launchBrowser } from './browser.ts'
import { captions } from './typing-along.ts'

let line: PersonLine
let browser: Browser

beforeAll(async () => {
  line = await openPersonLine({ pages: 'dist/pages/phone', waits: true })
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await line.close()
}, 20_000)

test('a caller sees that he waits, speaks with a person by what he types, and is on hold', async () => {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 720 } })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  const complaints = complaintsOf(page)
  await page.goto(`${line.base}/phone/?speed=20`)
  const status = page.getByRole('region', { name: 'The telephone' }).getByRole('status')
  const field = page.getByRole('textbox', { name: 'Say something' })

  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await status.getByText('Waiting for a person').waitFor()
  expect(await field.count()).toBe(0)
  expect(await findings(page)).toEqual([])

  const client = createRestClient(line.phone.rest)
  const [queue] = await client.queues.list()
  const [member] = await client.queues(queue?.sid ?? '').members.list()
  const callSid = member?.callSid ?? ''
  await client.calls(callSid).update({ url: `${line.base}/twilio/conference`, method: 'POST' })
  const operator = await line.operator()
  const token = line.phone.softphoneToken('6f7037')
  operator.send({ kind: 'connect', token, contact: 'contact' })
  await status.getByText('Speaking with a person').waitFor()
  operator.send({ kind: 'say', text: 'What does the screen show?' })
  await captions(page).getByText('What does the screen show?').waitFor()

  await field.fill('Group 6 is red')
  await field.press('Enter')
  expect(await operator.next('said')).toMatchObject({ from: 'person', text: 'Group 6 is red' })
  await captions(page).getByText('Group 6 is red').waitFor()
  expect(await field.inputValue()).toBe('')
  expect(await findings(page)).toEqual([])

  const conferenceSid = await conferenceOf(client)
  await client.conferences(conferenceSid).participants(callSid).update({ hold: true })
  await status.getByText('On hold').waitFor()
  await field.waitFor({ state: 'detached' })
  expect(await findings(page)).toEqual([])

  await page.getByRole('button', { name: 'Hang up' }).click()
  expect(await operator.next('ended')).toMatchObject({ why: 'over' })
  expect(complaints).toEqual([])
})

/** By its name, which is found only a while after it began. */
async function conferenceOf(client: ReturnType<typeof createRestClient>): Promise<string> {
  for (;;) {
    const [found] = await client.conferences.list({ friendlyName: 'contact' })
    if (found !== undefined) return found.sid
  }
}
