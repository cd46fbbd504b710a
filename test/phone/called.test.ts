import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { FromPage, ToPage } from '../../src/phone/live-protocol.ts'
import { createRestClient } from '../../src/twilio/rest-client.ts'
import {
  openPersonLine,
  openSide,
  personNumber,
  type PersonLine,
  type Side,
} from './operator/person-line.ts'

let line: PersonLine

beforeEach(async () => {
  line = await openPersonLine()
})
afterEach(() => line.close())

const page = async (path = '/phone/called?speed=50'): Promise<Side<FromPage, ToPage>> => {
  const side = await openSide<FromPage, ToPage>(line.base, path)
  side.send({ kind: 'stand-by', caller: '123456' })
  return side
}

const call = (timeout = 30) =>
  createRestClient(line.phone.rest).calls.create({
    to: '+99900123456',
    from: personNumber,
    url: `${line.base}/twilio/voice`,
    timeout,
  })

/** How the call stands, once it stands so no longer. */
async function after(status: string, sid: string): Promise<string> {
  for (;;) {
    const call = await createRestClient(line.phone.rest).calls(sid).fetch()
    if (call.status !== status && call.status !== 'queued') return call.status
  }
}

describe('a page that is called', () => {
  test('rings, is taken up, and then speaks with whoever called', async () => {
    const caller = await page()
    await call()
    await caller.next('called')
    caller.send({ kind: 'take-up' })
    expect(await caller.next('person')).toMatchObject({ state: 'waiting' })
    const operator = await line.operator()
    const token = line.phone.softphoneToken('6f7037')
    operator.send({ kind: 'connect', token, contact: 'contact' })
    await operator.next('connected')
    caller.send({ kind: 'say', text: 'There I am' })
    expect(await operator.next('said')).toMatchObject({ text: 'There I am' })
    caller.send({ kind: 'hang-up' })
    expect(await caller.next('ended')).toMatchObject({ reason: 'caller' })
  })

  test('that will not take up is busy to whoever called, and may be called again', async () => {
    const caller = await page()
    const first = await call()
    await caller.next('called')
    caller.send({ kind: 'hang-up' })
    expect(await after('ringing', first.sid)).toBe('busy')
    await call()
    await caller.next('called')
  })

  test('rings only as long as whoever called has patience', async () => {
    const caller = await page()
    const { sid } = await call()
    await caller.next('called')
    await createRestClient(line.phone.rest).calls(sid).update({ status: 'canceled' })
    expect(await caller.next('ended')).toMatchObject({ reason: 'missed' })
    expect(await after('ringing', sid)).toBe('canceled')
  })

  test('that was closed is a number that nobody has', async () => {
    const caller = await page()
    const first = await call()
    await caller.next('called')
    caller.socket.close()
    expect(await after('ringing', first.sid)).toBe('busy')
    const second = await call()
    expect(await after('ringing', second.sid)).toBe('failed')
  })

  test('is no place from which one calls, and the other way round', async () => {
    const closed = (side: Side<FromPage, ToPage>): Promise<unknown> =>
      new Promise((resolve) => side.socket.once('close', resolve))
    const caller = await page()
    const first = closed(caller)
    caller.send({ kind: 'dial', to: personNumber, caller: '123456', device: 'telephone' })
    expect(await first).toBe(1000)
    const dialling = await openSide<FromPage, ToPage>(line.base, '/phone/call')
    const second = closed(dialling)
    dialling.send({ kind: 'stand-by', caller: '123456' })
    expect(await second).toBe(1000)
  })
})
