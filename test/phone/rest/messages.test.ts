import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import express from 'express'
import { restRouter } from '../../../src/phone/rest/rest-router.ts'
import { createSwitchboard } from '../../../src/phone/switchboard.ts'
import { createRestClient, type RestClient } from '../../../src/twilio/rest-client.ts'

const [from, to] = ['+31200123456', '+99900123456']
const account = { accountSid: `AC${'0'.repeat(32)}`, username: 'SK1', password: 'secret' }
const switchboard = createSwitchboard()
let server: Server
let client: RestClient
beforeAll(async () => {
  const line = { url: 'http://127.0.0.1:1', token: 'a-token', accountSid: account.accountSid }
  const credentials = [{ user: account.username, password: account.password }]
  server = createServer(express().use(restRouter({ line, switchboard, credentials })))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  client = createRestClient({ ...account, url: `http://127.0.0.1:${port}` })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('a text message comes to the telephone that is on, and to no other', async () => {
  const read: unknown[] = []
  const switchOff = switchboard.messages.arriveAt(to, (message) => read.push(message))
  const { sid, status } = await client.messages.create({ from, to, body: 'A 315 2413' })
  expect([sid.slice(0, 2), status]).toEqual(['SM', 'queued'])
  await client.messages.create({ from, to: '+99900123457', body: 'for another' })
  switchOff()
  await client.messages.create({ from, to, body: 'too late' })
  expect(read).toEqual([{ from, text: 'A 315 2413' }])
})

test.each([
  ['no text', { body: '' }, 21602],
  ['nobody it is from', { from: '' }, 21603],
  ['nobody it is for', { to: '' }, 21604],
  ['a text of more than 1600 signs', { body: 'a'.repeat(1601) }, 21617],
  ['what is no number', { to: '112' }, 21211],
  ['a sender that is no number', { from: 'nobody' }, 21212],
])('with %s it is refused as Twilio refuses it', async (_, wrong, code) => {
  const asked = client.messages.create({ from, to, body: 'A', ...wrong })
  await expect(asked).rejects.toMatchObject({ status: 400, code })
})
