import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import type { FromPage, ToPage } from '../../src/phone/live-protocol.ts'
import { mountPhone } from '../../src/phone/live.ts'
import { openStreamLine } from './stream/line.ts'
import { echoingPeer } from './stream/peer.ts'

const number = '+447700900321'
const stops: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

type Page = {
  readonly send: (message: FromPage) => void
  readonly messages: readonly ToPage[]
  readonly sound: readonly Buffer[]
  /** Settles when the page shows this, of what was printed and sent. */
  readonly shows: (kind: 'printed' | 'sent', text: string) => Promise<void>
  readonly ended: Promise<void>
}

/** A page beside a line that types a greeting and says back what ends in GA. */
async function openPage(): Promise<Page> {
  const line = await openStreamLine({
    docs: { '/twilio/voice': '<Connect><Stream url="STREAMS/media"/></Connect>' },
    onMessage: echoingPeer('\r\nHELLO GA'),
  })
  const phone = mountPhone({
    line: line.line,
    pages: 'none',
    product: { number: 42, name: 'Example Office', publicKey: '00' },
    productKey: 'XXXXX',
    numbers: [{ number, country: 'GB', languages: ['en'], kind: 'text' }],
    fastest: 50,
  })
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.on('upgrade', (request, socket, head) => {
    phone.upgrade(request, socket, head)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const socket = new WebSocket(`ws://${host}/phone/call?speed=50`, { origin: `http://${host}` })
  stops.push(async () => {
    socket.terminate()
    await phone.close()
    server.close()
    await line.close()
  })
  const messages: ToPage[] = []
  const sound: Buffer[] = []
  const looks = new Set<() => void>()
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) sound.push(data)
    else messages.push(JSON.parse(data.toString()) as ToPage)
    for (const look of looks) look()
  })
  await once(socket, 'open')
  const textOf = (kind: 'printed' | 'sent'): string =>
    messages.flatMap((message) => (message.kind === kind ? [message.text] : [])).join('')
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    messages,
    sound,
    shows: (kind, text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (textOf(kind).includes(text)) resolve()
        }
        looks.add(look)
        look()
      }),
    ended: once(socket, 'close').then(() => {}),
  }
}

const dial: FromPage = { kind: 'dial', to: number, caller: '004217', device: 'text-telephone' }

describe('a text telephone on a page', () => {
  test('prints what the line types, and sends what is typed as sound', async () => {
    const page = await openPage()
    page.send(dial)
    await page.shows('printed', 'HELLO GA')
    page.send({ kind: 'type', text: '123 4567 GA' })
    await page.shows('sent', '123 4567 GA')
    await page.shows('printed', 'GOT 123 4567 GA')
    page.send({ kind: 'type', text: ' SK' })
    await page.ended
    const kinds = page.messages.map((message) =>
      'isOpen' in message ? message.isOpen : message.kind,
    )
    expect(kinds.indexOf(true)).toBeLessThan(kinds.indexOf('printed'))
    expect(kinds.indexOf(false)).toBeGreaterThan(kinds.lastIndexOf('printed'))
    expect(page.messages.at(-1)).toEqual({ kind: 'ended', reason: 'line' })
    expect(page.sound).toEqual([])
  }, 60_000)

  test('shows by its lamp that the line sends', async () => {
    const page = await openPage()
    page.send(dial)
    await page.shows('printed', 'HELLO GA')
    page.send({ kind: 'type', text: ' SK' })
    await page.ended
    const lamp = page.messages.flatMap((message) =>
      message.kind === 'lamp' ? [message.isLit] : [],
    )
    expect(lamp.slice(0, 2)).toEqual([true, false])
  }, 60_000)

  test('lets its tones be heard by whoever asks for them', async () => {
    const page = await openPage()
    page.send({ kind: 'tones', isOn: true })
    page.send(dial)
    await page.shows('printed', 'HELLO GA')
    expect(page.sound.length).toBeGreaterThan(10)
    expect(page.sound.every(({ length }) => length === 800)).toBe(true)
    expect(page.sound.some((bytes) => bytes.some((byte) => (byte & 0x7f) < 0x40))).toBe(true)
  }, 60_000)

  test('does not send what was dropped', async () => {
    const page = await openPage()
    page.send(dial)
    await page.shows('printed', 'HELLO GA')
    page.send({ kind: 'type', text: '7'.repeat(60) })
    await page.shows('sent', '777')
    page.send({ kind: 'drop' })
    page.send({ kind: 'type', text: ' GA' })
    await page.shows('printed', 'GOT')
    await page.shows('printed', '7 GA')
    const sent = page.messages.flatMap((message) => (message.kind === 'sent' ? [message.text] : []))
    expect(sent.join('').length).toBeLessThan(50)
  }, 60_000)
})
