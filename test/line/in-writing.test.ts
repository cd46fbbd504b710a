import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createNetServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import express from 'express'
import type { CallId } from '../../src/base/brand.ts'
import { createTicketSeal } from '../../src/channels/ticket.ts'
import { type CallMover, createCallMover } from '../../src/channels/voice/call-mover.ts'
import { listen } from '../../src/line/listen.ts'
import type { CallEvent } from '../../src/phone/index.ts'
import type { Ended } from '../../src/phone/events.ts'
import { restRouter } from '../../src/phone/rest/rest-router.ts'
import { signatureOf } from '../../src/phone/signature.ts'
import { createSwitchboard } from '../../src/phone/switchboard.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'
import {
  callSid,
  openTwilioStream,
  type TwilioStream,
} from '../channels/tty/stream/twilio-stream.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { madeUpId } from '../support/ids.ts'
import { openWholeLine, type WholeLine } from '../support/whole-line.ts'
import { either, typesId, write, written } from './in-writing.ts'

type StreamsOf = { text: number; detect: number }

const newFolder = temporaryFolders()
const closing: (() => void)[] = []
let line: WholeLine
const switchboard = createSwitchboard()
beforeAll(async () => {
  const mover = await openRest()
  line = await openWholeLine({ folder: newFolder(), served: [written, either], mover })
})
afterAll(async () => {
  await line.close()
  for (const close of closing) close()
})

const metric = async (series: string): Promise<number> => {
  const { text } = await line.metrics.render()
  const found = text.split('\n').find((one) => one.startsWith(`${series} `))
  return Number(found?.split(' ').at(-1) ?? NaN)
}

/** Everybody has gone, and nothing is left of him. */
const expectNoStreams = async (): Promise<void> => {
  while ((await metric('activation_line_streams_open')) > 0) await new Promise(setImmediate)
  expect(await metric('activation_line_streams_open')).toBe(0)
}

const digitsOn = (paper: string): string =>
  [...paper.matchAll(/^([A-H]) (\d{3}) (\d{4})/gm)].map(([, , a, b]) => `${a}${b}`).join('')

/** Twilio's API, in which calls of this telephone can be moved, and the line's way to it. */
const openRest = async (): Promise<CallMover> => {
  const [accountSid, password] = ['AC1', 'secret']
  const credentials = [{ user: 'SK1', password }]
  const there = { url: 'https://line.example', token: '', accountSid }
  const rest = restRouter({ line: there, credentials, switchboard })
  const server = createServer(express().use(rest))
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const access = { accountSid, username: 'SK1', password, url: `http://127.0.0.1:${port}` }
  return createCallMover(access, 'https://line.example')
}

describe('whoever writes', () => {
  test('has his computer activated', async () => {
    const types = typesId(madeUpId(1))
    const { paper, ended } = await write(line, {
      types: (printed) => (/^H /m.test(printed) ? 'SK' : types(printed)),
    })
    expect(digitsOn(paper)).toMatch(/^\d{56}$/)
    expect(paper).toContain('GOODBYE')
    expect(ended.reason).toBe('line')
    const { kind } = await line.callStore.load(`${callSidOf(ended)}-text` as CallId)
    expect(kind).toBe('over')
    expect(await metric('activation_line_text_modes_total{mode="baudot-45"}')).toBe(1)
    await expectNoStreams()
  }, 120_000)

  test('reads the same thing again whenever his stream breaks off', async () => {
    const broken = await metric('activation_line_streams_ended_total{reason="lost"}')
    let streams = 0
    const { paper } = await write(line, {
      from: '+447700900124',
      network: { breaksAfterMs: 10_000 },
      types: () => undefined,
      onEvent: (event, call) => {
        if (event.kind === 'stream' && event.what === 'opened') streams += 1
        if (streams === 3) call.hangUp()
      },
    })
    expect(paper).toMatch(/EXAMPLE ACT.*EXAMPLE ACT/s)
    expect(await metric('activation_line_streams_ended_total{reason="lost"}')).toBe(broken + 2)
    await expectNoStreams()
  }, 120_000)
})

describe('of two processes of a line', () => {
  /** Each connection goes to the next of them. */
  const openFront = async (ports: readonly number[]): Promise<string> => {
    let connections = 0
    const front = createNetServer((socket) => {
      const there = connect(ports[connections % ports.length] ?? 0, '127.0.0.1')
      connections += 1
      socket.pipe(there).pipe(socket)
      socket.on('error', () => there.destroy())
      there.on('error', () => socket.destroy())
    })
    closing.push(() => front.close())
    front.listen(0, '127.0.0.1')
    await once(front, 'listening')
    return `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  }

  test('one has his stream, the other his requests and his next stream, and he is activated', async () => {
    const folder = newFolder()
    const lines: WholeLine[] = []
    for (let count = 0; count < 2; count += 1) {
      const one = await openWholeLine({ folder, served: [written] })
      closing.push(() => void one.close())
      lines.push(one)
    }
    const [first] = lines as [WholeLine]
    const via = await openFront(
      lines.map(({ line: { via: at } }) => Number(new URL(at ?? '').port)),
    )
    const types = typesId(madeUpId(4))
    const { paper } = await write(
      { line: { ...first.line, via } },
      {
        from: '+447700900129',
        network: { breaksAfterMs: 60_000 },
        types: (printed) => (/^H /m.test(printed) ? 'SK' : types(printed)),
      },
    )
    expect(new Set(paper.match(/^[A-H] \d{3} \d{4}/gm)).size).toBe(8)
    for (const { metrics } of lines) {
      const { text } = await metrics.render()
      expect(text).toMatch(/^activation_line_streams_ended_total\{reason="lost"\} [1-9]/m)
    }
  }, 120_000)
})

test('the ticket of a stream leads to its call once, whichever of two processes it is brought to', async () => {
  const [folder, tallies] = [newFolder(), createTallies()]
  const key = line.secrets.derive('held/v1', 32)
  const call = { to: written.number, attested: 'none' } as const
  const about = { purpose: 'text', call, madeAt: Date.now() } as const
  const ticket = createTicketSeal(key).seal(callSid as CallId, about)
  const open = async ({ line: { url, token, via = '' } }: WholeLine): Promise<TwilioStream> => {
    const signed = signatureOf(token, `${url.replace('https', 'wss')}/twilio/media`)
    const address = `${via.replace('http', 'ws')}/twilio/media`
    const stream = await openTwilioStream(address, { 'x-twilio-signature': signed })
    stream.start({ ticket })
    return stream
  }
  const lines: WholeLine[] = []
  for (let count = 0; count < 2; count += 1) {
    const one = await openWholeLine({ folder, served: [written], tallies })
    closing.push(() => void one.close())
    lines.push(one)
  }
  const [first, second] = lines as [WholeLine, WholeLine]
  const stream = await open(first)
  for (let at = 0; at < 5_000; at += 20) stream.media(at)
  await stream.until('media')
  expect(await (await open(second)).closed).toBe(1008)
  expect(await (await open(first)).closed).toBe(1008)
})

describe('at a number for those who speak', () => {
  test('whoever begins to write is answered in writing', async () => {
    const { paper, ended } = await write(line, {
      to: either.number,
      from: '+447700900125',
      switchboard,
      begins: 'HELLO GA ',
      types: (_, call) => {
        call.hangUp()
        return undefined
      },
    })
    expect(paper).toContain('TYPE THE INSTALLATION ID')
    expect(await metric('activation_line_calls_moved_total')).toBe(1)
    expect(streamsOf(ended)).toEqual(['one way', 'two ways'])
    await expectNoStreams()
  }, 60_000)

  test('whoever keeps silent is spoken to, and listened to after each silence', async () => {
    const { ended } = await write(line, {
      to: either.number,
      from: '+447700900126',
      switchboard,
      types: () => undefined,
    })
    expect(streamsOf(ended)).toEqual(
      ended.events
        .filter(isRequest)
        .slice(1)
        .map(() => 'one way'),
    )
    expect(await metric('activation_line_calls_moved_total')).toBe(1)
    await expectNoStreams()
  }, 60_000)
})

describe('where there is no more room', () => {
  const busy = 'ALL OUR LINES ARE BUSY. PLEASE STAY ON THE LINE'
  const openFull = async (): Promise<{ full: WholeLine; streams: StreamsOf }> => {
    const streams = { text: 0, detect: 0 }
    const full = await openWholeLine({ folder: newFolder(), served: [written], streams })
    closing.push(() => void full.close())
    return { full, streams }
  }

  test('whoever writes reads so each time that he is tried, and is helped as soon as there is some', async () => {
    const { full, streams } = await openFull()
    let tries = 0
    const { paper } = await write(full, {
      from: '+447700900130',
      types: (_, call) => {
        call.hangUp()
        return undefined
      },
      onEvent: (event) => {
        if (event.kind === 'stream' && event.what === 'opened') tries += 1
        if (tries === 3) streams.text = 1
      },
    })
    expect(paper.split(busy)).toHaveLength(3)
    expect(paper.split(busy).at(-1)).toContain('TYPE THE INSTALLATION ID')
  }, 120_000)

  test('and reads it for some minutes, and then that it goes on being so, before the call ends', async () => {
    const { full } = await openFull()
    const { paper, ended } = await write(full, {
      from: '+447700900131',
      types: () => undefined,
    })
    expect([paper.split(busy).length - 1, ended.reason]).toEqual([7, 'line'])
    expect(paper).toMatch(/ALL OUR LINES ARE STILL BUSY. PLEASE TRY AGAIN LATER\.\s+S/)
    const { text } = await full.metrics.render()
    expect(text).toContain('activation_line_streams_ended_total{reason="full"} 8')
  }, 120_000)
})

describe('in another form', () => {
  test('whoever reads and speaks says his digits, and reads what comes of it', async () => {
    const said = [madeUpId(2).join(' '), 'okay']
    const { paper, ended } = await write(line, {
      from: '+447700900127',
      types: () => 'VCO PLS GA',
      onEvent: (event, call) => {
        if (event.kind !== 'listening') return
        const text = said.shift()
        if (text === undefined) call.hangUp()
        else call.speak(text)
      },
    })
    expect(paper).toContain('THAT IS RIGHT')
    expect(paper).toMatch(/A \d{3} \d{4}/)
    expect(ended.events.filter(({ kind }) => kind === 'said')).toEqual([])
    await expectNoStreams()
  }, 120_000)

  test('whoever hears and types is told aloud what to type', async () => {
    const heard: string[] = []
    const { paper } = await write(line, {
      from: '+447700900128',
      types: () => 'HCO PLS GA',
      typesOnFurther: [`${madeUpId(3).join(' ')} GA`, 'OK GA'],
      onEvent: (event, call) => {
        if (event.kind !== 'said' || event.utterance.kind !== 'words') return
        heard.push(event.utterance.text)
        if (/^A \d/.test(event.utterance.text)) call.hangUp()
      },
    })
    expect(heard.join(' ')).toMatch(/installation ID.*that is right.*A \d \d \d, \d \d \d \d/s)
    expect(paper).not.toContain('RIGHT')
    await expectNoStreams()
  }, 120_000)
})

function isRequest(event: CallEvent): boolean {
  return event.kind === 'request'
}

function streamsOf({ events }: Ended): readonly string[] {
  return events.flatMap((event) =>
    event.kind === 'stream' && event.what === 'opened'
      ? [event.isTwoWay ? 'two ways' : 'one way']
      : [],
  )
}

function callSidOf({ events }: Ended): string {
  const asked = events.find((event) => event.kind === 'request')
  return asked?.kind === 'request' ? (asked.params['CallSid'] ?? '') : ''
}
