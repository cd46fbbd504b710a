import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import type { LivePhone } from '../../../src/phone/live.ts'
import type { FromPage, ToPage } from '../../../src/phone/live-protocol.ts'
import { createRestClient } from '../../../src/twilio/rest-client.ts'
import {
  openPersonLine,
  openSide,
  personNumber,
  type PersonLine,
  type Side,
} from './person-line.ts'

let line: PersonLine
let phone: LivePhone

beforeEach(async () => {
  line = await openPersonLine()
  phone = line.phone
})
afterEach(() => line.close())

const caller = async (): Promise<Side<FromPage, ToPage>> => {
  const side = await openSide<FromPage, ToPage>(line.base, '/phone/call?speed=50')
  side.send({ kind: 'dial', to: personNumber, caller: '123456', device: 'telephone' })
  return side
}

describe('an operator with the softphone of the simulated telephone', () => {
  test('speaks with the caller, and each hears the other', async () => {
    const page = await caller()
    expect(await page.next('person')).toMatchObject({ state: 'waiting' })
    const softphone = await line.operator()
    const token = phone.softphoneToken('6f7037')
    softphone.send({ kind: 'connect', token, contact: 'contact' })
    await softphone.next('connected')
    expect(await page.next('person')).toMatchObject({ state: 'talking' })
    expect(line.asked[0]).toMatchObject({ From: 'client:6f7037', contact: 'contact' })

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
    const softphone = await line.operator()
    const token = phone.softphoneToken('6f7037')
    softphone.send({ kind: 'connect', token, contact: 'contact' })
    await softphone.next('connected')
    softphone.socket.close()
    const again = await line.operator()
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
    const softphone = await line.operator()
    softphone.send({ kind: 'connect', token: token(), contact })
    expect(await softphone.next('ended')).toMatchObject({ why: 'not-let-in' })
  })

  test('speaks on two lines at most: his page, and the one it was before it was loaded anew', async () => {
    const page = await caller()
    await page.next('person')
    const token = phone.softphoneToken('6f7037')
    const [first, second, third] = [
      await line.operator(),
      await line.operator(),
      await line.operator(),
    ]
    for (const softphone of [first, second]) {
      softphone.send({ kind: 'connect', token, contact: 'contact' })
      await softphone.next('connected')
    }
    const more = {
      kind: 'connect',
      token: phone.softphoneToken('6f7037'),
      contact: 'contact',
    } as const
    third.send(more)
    expect(await third.next('ended')).toMatchObject({ why: 'busy' })
    first.send({ kind: 'disconnect' })
    await first.next('ended')
    third.send(more)
    await third.next('connected')
  })

  test('is told that it is busy where there are as many as there may be', async () => {
    for (let many = 0; many < 4; many += 1) await line.operator()
    const softphone = await line.operator()
    expect(await softphone.next('ended')).toMatchObject({ why: 'busy' })
    expect((await once(softphone.socket, 'close'))[0]).toBe(1013)
  })

  test('is a page of this server', async () => {
    const address = `${line.base.replace('http', 'ws')}/phone/operator`
    const socket = new WebSocket(address, { origin: 'https://elsewhere.example' })
    const [error] = await once(socket, 'error')
    expect(String(error)).toMatch('403')
  })

  test('is cut off when it sends what no page does', async () => {
    const softphone = await line.operator()
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
