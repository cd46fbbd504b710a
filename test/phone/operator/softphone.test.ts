import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import express from 'express'
import { WebSocket } from 'ws'
import { mountPhone, type LivePhone } from '../../../src/phone/live.ts'
import type { FromPage, ToPage } from '../../../src/phone/live-protocol.ts'
import type { FromConsole, ToConsole } from '../../../src/phone/operator/operator-protocol.ts'
import { createRestClient } from '../../../src/twilio/rest-client.ts'

const number = '+31200123456'
const room = (attributes: string): string =>
  `<Response><Dial><Conference ${attributes}>contact</Conference></Dial></Response>`

let base = ''
let phone: LivePhone
let stop = async (): Promise<void> => {}
/** What the line was asked for softphones. */
let asked: Readonly<Record<string, string>>[] = []

/** A line that puts callers, and operators who ask for the contact, into one conference. */
beforeEach(async () => {
  asked = []
  const app = express()
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  app.use('/twilio', express.urlencoded({ extended: false }))
  app.post('/twilio/voice', (_request, response) => {
    const ends = 'startConferenceOnEnter="false" endConferenceOnExit="true"'
    response.type('xml').send(room(`${ends} waitUrl=""`))
  })
  app.post('/twilio/voice/operator', (request, response) => {
    const params = request.body as Readonly<Record<string, string>>
    asked.push(params)
    const isRight = params['contact'] === 'contact'
    response.type('xml').send(isRight ? room('') : '<Response><Hangup/></Response>')
  })
  app.post('/twilio/voice/status', (_request, response) => response.sendStatus(204))
  phone = mountPhone({
    line: { url: base, token: 'token-of-this-test', accountSid: `AC${'0'.repeat(32)}` },
    pages: '',
    product: { number: 42, name: 'Example Office', publicKey: '00' },
    productKey: 'XXXXX',
    numbers: [{ number, country: 'NL', languages: ['nl'] }],
    fastest: 50,
  })
  app.use('/phone', phone.router)
  server.on('upgrade', (request, socket, head) => {
    if (!phone.upgrade(request, socket, head)) socket.destroy()
  })
  stop = async () => {
    await phone.close()
    server.closeAllConnections()
    server.close()
  }
})
afterEach(() => stop())

type Side<Sent, Came> = {
  readonly send: (message: Sent) => void
  /** The next of these that has not been awaited yet. */
  readonly next: (kind: string) => Promise<Came>
  readonly socket: WebSocket
}

async function open<Sent, Came extends { readonly kind: string }>(
  path: string,
  origin = base,
): Promise<Side<Sent, Came>> {
  const socket = new WebSocket(base.replace('http', 'ws') + path, { origin })
  const came: Came[] = []
  const looks = new Set<() => void>()
  socket.on('message', (data: Buffer) => {
    came.push(JSON.parse(data.toString()) as Came)
    for (const look of looks) look()
  })
  await once(socket, 'open')
  return {
    socket,
    send: (message) => socket.send(JSON.stringify(message)),
    next: (kind) =>
      new Promise((resolve) => {
        const look = (): void => {
          const place = came.findIndex((one) => one.kind === kind)
          const [found] = place === -1 ? [] : came.splice(place, 1)
          if (found === undefined) return
          looks.delete(look)
          resolve(found)
        }
        looks.add(look)
        look()
      }),
  }
}

const caller = async (): Promise<Side<FromPage, ToPage>> => {
  const side = await open<FromPage, ToPage>('/phone/call?speed=50')
  side.send({ kind: 'dial', to: number, caller: '123456', device: 'telephone' })
  return side
}
const operator = (): Promise<Side<FromConsole, ToConsole>> => open('/phone/operator')

describe('an operator with the softphone of the simulated telephone', () => {
  test('speaks with the caller, and each hears the other', async () => {
    const page = await caller()
    expect(await page.next('person')).toMatchObject({ state: 'waiting' })
    const softphone = await operator()
    const token = phone.softphoneToken('6f7037')
    softphone.send({ kind: 'connect', token, contact: 'contact' })
    await softphone.next('connected')
    expect(await page.next('person')).toMatchObject({ state: 'talking' })
    expect(asked[0]).toMatchObject({ From: 'client:6f7037', contact: 'contact' })

    softphone.send({ kind: 'say', text: 'Good morning' })
    expect(await page.next('heard')).toMatchObject({ text: 'Good morning' })
    page.send({ kind: 'say', text: 'My computer is new' })
    expect(await softphone.next('said')).toMatchObject({
      from: 'person',
      text: 'My computer is new',
    })

    softphone.send({ kind: 'mute', isOn: true })
    softphone.send({ kind: 'say', text: 'This nobody hears' })
    softphone.send({ kind: 'mute', isOn: false })
    softphone.send({ kind: 'say', text: 'I am back' })
    expect(await page.next('heard')).toMatchObject({ text: 'I am back' })

    page.send({ kind: 'hang-up' })
    expect(await softphone.next('ended')).toMatchObject({ why: 'over' })
  })

  test('leaves when the page is closed, and the caller stays', async () => {
    const page = await caller()
    await page.next('person')
    const softphone = await operator()
    const token = phone.softphoneToken('6f7037')
    softphone.send({ kind: 'connect', token, contact: 'contact' })
    await softphone.next('connected')
    softphone.socket.close()
    const again = await operator()
    again.send({ kind: 'connect', token, contact: 'contact' })
    await again.next('connected')
    again.send({ kind: 'say', text: 'There I am again' })
    expect(await page.next('heard')).toMatchObject({ text: 'There I am again' })
  })

  test.each([
    ['a contact that is not his', () => phone.softphoneToken('6f7037'), 'another'],
    ['a forged token', () => `${phone.softphoneToken('6f7037')}x`, 'contact'],
    ['no token', () => '', 'contact'],
  ])('is not let in with %s', async (_, token, contact) => {
    const softphone = await operator()
    softphone.send({ kind: 'connect', token: token(), contact })
    expect(await softphone.next('ended')).toMatchObject({ why: 'not-let-in' })
  })

  test('is a page of this server', async () => {
    const address = `${base.replace('http', 'ws')}/phone/operator`
    const socket = new WebSocket(address, { origin: 'https://elsewhere.example' })
    const [error] = await once(socket, 'error')
    expect(String(error)).toMatch('403')
  })

  test('is cut off when it sends what no page does', async () => {
    const softphone = await operator()
    softphone.socket.send('{"kind":"sing"}')
    expect((await once(softphone.socket, 'close'))[0]).toBe(1008)
  })
})

test("the line asks this telephone's own interface where the calls are", async () => {
  await caller()
  const client = createRestClient(phone.rest)
  let sid: string | undefined
  while (sid === undefined) {
    const [found] = await client.conferences.list({ friendlyName: 'contact' })
    sid = found?.sid
  }
  expect(await client.conferences(sid).participants.list()).toHaveLength(1)
})
