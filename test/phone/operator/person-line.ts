import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { WebSocket } from 'ws'
import { createSigner } from '../../../src/identifiers/confirmation-id.ts'
import { showProductKey } from '../../../src/identifiers/product-key.ts'
import { createSecrets } from '../../../src/identifiers/secrets.ts'
import { mountPhone, type LivePhone } from '../../../src/phone/live.ts'
import type { FromConsole, ToConsole } from '../../../src/phone/operator/operator-protocol.ts'

export type PersonLine = {
  readonly base: string
  readonly phone: LivePhone
  /** What it was asked for softphones. */
  readonly asked: Readonly<Record<string, string>>[]
  readonly operator: () => Promise<Side<FromConsole, ToConsole>>
  readonly close: () => Promise<void>
}

/** One side of a WebSocket, in the hand of a test. */
export type Side<Sent, Came> = {
  readonly send: (message: Sent) => void
  /** The next of these that has not been awaited yet. */
  readonly next: (kind: string) => Promise<Came>
  readonly socket: WebSocket
}

/** The number that callers dial. */
export const personNumber = '+31200123456'

const room = (attributes: string): string =>
  `<Response><Dial><Conference ${attributes}>contact</Conference></Dial></Response>`
const callers = room('startConferenceOnEnter="false" endConferenceOnExit="true" waitUrl=""')

/**
 * A line with the telephone beside it that puts callers, and operators who ask for `contact`, into one
 * conference. With `waits` callers wait in a queue first, and come there by `/conference`.
 */
export async function openPersonLine({
  pages = '',
  waits = false,
}: { readonly pages?: string; readonly waits?: boolean } = {}): Promise<PersonLine> {
  const asked: Readonly<Record<string, string>>[] = []
  const app = express()
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const queue = `<Response><Say language="en-GB">I put you through.</Say><Enqueue waitUrl="${base}/twilio/wait">desk</Enqueue></Response>`
  app.use('/twilio', express.urlencoded({ extended: false }))
  app.post('/twilio/voice', (_request, response) =>
    response.type('xml').send(waits ? queue : callers),
  )
  app.post('/twilio/conference', (_request, response) => response.type('xml').send(callers))
  app.post(['/twilio/wait', '/twilio/held'], (_request, response) =>
    response.type('xml').send('<Response><Pause length="600"/></Response>'),
  )
  app.post('/twilio/voice/operator', (request, response) => {
    const params = request.body as Readonly<Record<string, string>>
    asked.push(params)
    const isRight = params['contact'] === 'contact'
    response.type('xml').send(isRight ? room('') : '<Response><Hangup/></Response>')
  })
  app.post('/twilio/voice/status', (_request, response) => response.sendStatus(204))
  const phone = mountPhone({
    line: { url: base, token: 'token-of-this-test', accountSid: `AC${'0'.repeat(32)}` },
    pages,
    ...program(),
    numbers: [{ number: personNumber, country: 'GB', languages: ['en'] }],
    fastest: 50,
    atMostSoftphones: 4,
  })
  app.use('/phone', phone.router)
  server.on('upgrade', (request, socket, head) => {
    if (!phone.upgrade(request, socket, head)) socket.destroy()
  })
  return {
    base,
    phone,
    asked,
    operator: () => openSide(base, '/phone/operator'),
    close: async () => {
      await phone.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What the page's computer asks to activate. */
function program(): Pick<Parameters<typeof mountPhone>[0], 'product' | 'productKey'> {
  const [number, serial] = [42, 1]
  const secrets = createSecrets(new Uint8Array(32).fill(7))
  const { publicKey } = createSigner(secrets.signingKey(number))
  const secret = secrets.keySecret(number, serial)
  return {
    product: { number, name: 'Example Office', publicKey },
    productKey: showProductKey({ product: number, serial, secret }),
  }
}

export async function openSide<Sent, Came extends { readonly kind: string }>(
  base: string,
  path: string,
): Promise<Side<Sent, Came>> {
  const socket = new WebSocket(base.replace('http', 'ws') + path, { origin: base })
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
