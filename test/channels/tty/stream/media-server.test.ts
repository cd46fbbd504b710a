import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { CallId, E164 } from '../../../../src/base/brand.ts'
import type { Tallies } from '../../../../src/calls/counting.ts'
import type { Frame } from '../../../../src/channels/tty/stream/frames.ts'
import {
  createMediaServer,
  type MediaServer,
  type StreamLimits,
} from '../../../../src/channels/tty/stream/media-server.ts'
import type { Party, Wire } from '../../../../src/channels/tty/stream/party.ts'
import { createTallies } from '../../../../src/stores/memory/tallies.ts'
import { createTicketSeal, type Ticket, ticketForMs } from '../../../../src/channels/ticket.ts'
import { callSid, openTwilioStream, quiet, type TwilioStream } from './twilio-stream.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Heard = {
  readonly wire: Wire
  readonly frames: Frame[]
  readonly told: string[]
  /** What is sent with the next frames. */
  readonly saying: Float32Array[]
}

type Line = {
  readonly server: MediaServer
  readonly heard: Heard[]
  /** Faults and ends, in order. */
  readonly counted: string[]
  readonly logged: object[]
  readonly open: () => number
  readonly call: (ticket?: Partial<Ticket> | string) => Promise<TwilioStream>
  readonly dial: () => Promise<TwilioStream>
  readonly ticket: (about?: Partial<Ticket>, callSid?: string) => string
  readonly time: { now: number }
  /** So much time goes by. */
  readonly pass: (ms: number) => void
}

const key = new Uint8Array(32).fill(3)
const tone = new Float32Array(160).fill(0.5)

/** Whether a ticket is used for the first time, in any process that counts there. */
const firstUses =
  ({ add }: Tallies) =>
  async (ticket: string): Promise<boolean> =>
    (await add('tickets', ticket)).count === 1

const openLine = async (
  options: {
    readonly limits?: StreamLimits
    readonly throws?: boolean
    readonly aheadInMs?: number
    readonly turnsAway?: boolean
    readonly isFirstUse?: (ticket: string) => Promise<boolean>
  } = {},
): Promise<Line> => {
  const heard: Heard[] = []
  const counted: string[] = []
  const logged: object[] = []
  const time = { now: 1_000_000 }
  const rounds: (() => void)[] = []
  let open = 0
  const answer = (_: unknown, wire: Wire): Party => {
    const one: Heard = { wire, frames: [], told: [], saying: [] }
    heard.push(one)
    return {
      frame: (frame) => {
        if (options.throws === true) throw new Error('a fault of the test')
        one.frames.push(frame)
        return one.saying.shift()
      },
      key: (digit) => one.told.push(`key ${digit}`),
      marked: (name) => one.told.push(`mark ${name}`),
      hungUp: () => one.told.push('hung up'),
      leave: async () => void one.told.push('left'),
    }
  }
  const write = (fields: object): void => void logged.push(fields)
  const server = createMediaServer({
    key,
    answer,
    turnAway: (_, wire) => {
      if (options.turnsAway !== true) return undefined
      wire.close('full')
      return answer(_, wire)
    },
    isFirstUse: options.isFirstUse ?? firstUses(createTallies()),
    log: { info: write, warn: write, error: write },
    metrics: {
      streamOpened: () => (open += 1),
      streamEnded: (reason) => {
        open -= 1
        counted.push(reason)
      },
      framesHeard: () => {},
      fault: (code) => void counted.push(code),
    },
    patience: {
      startInMs: 10_000,
      soundInMs: 200,
      silenceInMs: 60_000,
      aheadInMs: options.aheadInMs ?? 20_000,
    },
    ...(options.limits && { limits: options.limits }),
    clock: {
      now: () => time.now,
      every: (_, work) => {
        rounds.push(work)
        return () => rounds.splice(0)
      },
    },
  })
  const http = createServer()
  http.on('upgrade', server.upgrade)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  closing.push(async () => {
    await server.close()
    http.close()
    expect(open).toBe(0)
  })
  const seal = createTicketSeal(key)
  const ticket: Line['ticket'] = (about = {}, of = callSid) =>
    seal.seal(of as CallId, {
      purpose: 'text',
      call: { to: '+31201234567' as E164, attested: 'none' },
      madeAt: time.now,
      ...about,
    })
  const dial = (): Promise<TwilioStream> => openTwilioStream(`ws://127.0.0.1:${port}/twilio/media`)
  return {
    server,
    heard,
    counted,
    logged,
    open: () => open,
    ticket,
    dial,
    call: async (given = {}) => {
      const stream = await dial()
      stream.start({ ticket: typeof given === 'string' ? given : ticket(given) })
      return stream
    },
    time,
    pass: (ms) => {
      for (let passed = 0; passed < ms; passed += 20) {
        time.now += 20
        for (const work of rounds) work()
      }
    },
  }
}

/** The line has read all that was sent: it answers pings in their turn. */
const read = async ({ socket }: TwilioStream): Promise<void> => {
  socket.ping()
  await once(socket, 'pong')
}

/** A caller on the line, with what the line hears of him. */
const caller = async (
  line: Line,
  given: Partial<Ticket> | string = {},
): Promise<{ readonly stream: TwilioStream; readonly party: Heard }> => {
  const stream = await line.call(given)
  await read(stream)
  const party = line.heard.at(-1)
  if (party === undefined) throw new Error('nobody answered')
  return { stream, party }
}

const lengths = (frames: readonly Frame[]): string =>
  frames.map((frame) => (frame === undefined ? '-' : '+')).join('')

describe('the sound of a caller', () => {
  test('comes in frames of 20 ms, whatever the length of what is sent', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    const sound = Uint8Array.from({ length: 480 }, (_, index) => index % 256)
    let at = 0
    for (const length of [1, 159, 100, 220]) {
      stream.media(Math.round(at / 8), sound.subarray(at, at + length))
      at += length
    }
    await read(stream)
    expect(lengths(party.frames)).toBe('+++')
    const { fromMuLaw } = await import('../../../../src/modem/mu-law.ts')
    expect(party.frames.flatMap((frame) => [...(frame ?? [])])).toEqual(
      Array.from(sound, (byte) => fromMuLaw(byte)),
    )
  })

  test('has silence where some of it was lost, and nothing behind it moves', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    for (const at of [7, 27, 87, 107]) stream.media(at)
    await read(stream)
    expect(lengths(party.frames)).toBe('++--++')
  })

  test('is not said to be lost for a clock that is a little off', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    for (let count = 0; count < 100; count += 1) stream.media(count * 21)
    await read(stream)
    expect(lengths(party.frames)).toBe('+'.repeat(100))
  })

  test('that is away for an hour counts as ten seconds of silence', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    stream.media(0)
    stream.media(3_600_000)
    await read(stream)
    expect(lengths(party.frames)).toBe(`+${'-'.repeat(500)}+`)
  })

  test('that does not come lets time go by all the same, and counts when it comes late', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    stream.media(0)
    await read(stream)
    line.pass(180)
    expect(lengths(party.frames)).toBe('+')
    line.pass(60)
    expect(lengths(party.frames)).toBe('+---')
    for (const at of [20, 40]) stream.media(at)
    await read(stream)
    expect(lengths(party.frames)).toBe('+---++')
  })

  test('that was lost, and for which time went by already, is lost once', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    stream.media(0)
    await read(stream)
    line.pass(240)
    stream.media(20 + 5 * 20)
    await read(stream)
    expect(lengths(party.frames)).toBe('+-----+')
  })

  test('that waits in a process that is busy is not taken for silence', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    stream.media(0)
    await read(stream)
    line.time.now += 3_000
    line.pass(20)
    expect(lengths(party.frames)).toBe('+')
  })

  test('is not counted twice where a message comes again', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    stream.media(0)
    stream.say({
      event: 'media',
      sequenceNumber: '2',
      media: { track: 'inbound', timestamp: '0', payload: Buffer.from(quiet).toString('base64') },
    })
    await read(stream)
    expect(lengths(party.frames)).toBe('+')
  })
})

describe('what is sent to a caller', () => {
  test('is 20 ms for each 20 ms that came, with 200 ms before them to bridge what comes late', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    party.saying.push(tone, tone, tone)
    for (const at of [0, 20, 40, 60]) stream.media(at)
    await stream.until('media', 13)
    await read(stream)
    const sent = stream.got.map(({ media }) => Buffer.from(media?.payload ?? '', 'base64'))
    expect(sent.map((bytes) => bytes.length)).toEqual(sent.map(() => 160))
    expect(sent.map((bytes) => (bytes[0] === 0xff ? '-' : '+')).join('')).toBe('----------+++')
  })

  test('is marked, and the mark that comes back is told', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    party.wire.mark('prompt')
    await stream.until('mark')
    stream.say({ event: 'mark', mark: stream.got[0]?.mark })
    stream.say({ event: 'mark', mark: { name: 'of somebody else' } })
    await read(stream)
    expect(party.told).toEqual(['mark prompt'])
  })

  test('is taken back, and the marks in it, which come back all the same, are not believed', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    party.wire.mark('prompt')
    party.wire.clear()
    party.wire.mark('next')
    await stream.until('mark', 2)
    expect(stream.got.map(({ event }) => event)).toEqual(['mark', 'clear', 'mark'])
    for (const { mark } of stream.got.filter(({ event }) => event === 'mark'))
      stream.say({ event: 'mark', mark })
    await read(stream)
    expect(party.told).toEqual(['mark next'])
  })

  test('is played to its end before the line closes the stream', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    party.saying.push(tone)
    stream.media(0)
    await stream.until('media', 11)
    party.wire.close('end')
    await stream.until('mark')
    await read(stream)
    expect(line.open()).toBe(1)
    stream.say({ event: 'mark', mark: stream.got.at(-1)?.mark })
    expect(await stream.closed).toBe(1000)
    expect([line.counted, party.told]).toEqual([['end'], []])
  })

  test('is played to its end where the mark never comes back', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    party.saying.push(tone)
    stream.media(0)
    await stream.until('media', 11)
    party.wire.close('end')
    for (let count = 1; count < 111; count += 1) stream.media(count * 20)
    await read(stream)
    expect(line.open()).toBe(1)
    stream.media(111 * 20)
    expect(await stream.closed).toBe(1000)
    expect(line.counted).toEqual(['end'])
  })

  test('ends the stream where nobody takes it', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    stream.socket.pause()
    const name = 'x'.repeat(10_000)
    for (let count = 0; count < 10_000 && line.open() > 0; count += 1) party.wire.mark(name)
    expect(line.counted).toEqual(['slow'])
    stream.socket.resume()
    await stream.closed
  })
})

test('a key that is pressed on the telephone is told', async () => {
  const line = await openLine()
  const { stream, party } = await caller(line)
  stream.say({ event: 'dtmf', dtmf: { track: 'inbound_track', digit: '7' } })
  await read(stream)
  expect(party.told).toEqual(['key 7'])
})

describe('a stream ends once', () => {
  test('when Twilio says so: the caller is gone', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    stream.say({ event: 'stop', stop: { callSid } })
    await stream.closed
    expect([line.counted, party.told, line.open()]).toEqual([['hung-up'], ['hung up'], 0])
  })

  test.each([
    ['is closed', 'close'],
    ['breaks off', 'terminate'],
  ] as const)(
    'when its socket %s without a word, and the caller may still be there',
    async (_, how) => {
      const line = await openLine()
      const { stream, party } = await caller(line)
      stream.socket[how]()
      while (line.open() > 0) await new Promise(setImmediate)
      expect([line.counted, party.told]).toEqual([['lost'], ['left']])
    },
  )

  test('when a minute goes by without any sound: what the caller typed is taken', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    stream.media(0)
    await read(stream)
    line.pass(59_980)
    expect(line.open()).toBe(1)
    line.pass(20)
    await stream.closed
    expect([line.counted, party.told]).toEqual([['silent'], ['left']])
  })

  test('when nothing begins within ten seconds', async () => {
    const line = await openLine()
    const stream = await line.dial()
    await read(stream)
    line.pass(9_980)
    expect(line.open()).toBe(1)
    line.pass(20)
    await stream.closed
    expect(line.counted).toEqual(['silent'])
  })

  test('when another one of its call begins, which goes on with the call once what was typed here is taken', async () => {
    const line = await openLine()
    const { stream: older, party: before } = await caller(line)
    const { stream: newer, party } = await caller(line)
    expect(await older.closed).toBe(1000)
    newer.media(0)
    await read(newer)
    expect(line.counted).toEqual(['replaced'])
    expect([before.told, lengths(party.frames)]).toEqual([['left'], '+'])
  })

  test('when the process stops: all of them are closed, and no new one is taken', async () => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    line.server.drain()
    await expect(line.dial()).rejects.toThrow('503')
    stream.media(0)
    await read(stream)
    expect(lengths(party.frames)).toBe('+')
    await line.server.close()
    expect(await stream.closed).toBe(1012)
    expect([line.counted, party.told]).toEqual([['closing'], ['left']])
  })

  test('when something fails in it, and the other streams go on', async () => {
    const line = await openLine({ throws: true })
    const { stream } = await caller(line)
    const { stream: other } = await caller(line, line.ticket({ purpose: 'detect' }))
    stream.media(0)
    expect(await stream.closed).toBe(1011)
    await read(other)
    expect([line.counted, line.open()]).toEqual([['failed', 'stream-failed'], 1])
  })
})

describe('what is not as it must be ends its stream, and no other', () => {
  const payload = Buffer.from(quiet).toString('base64')
  const format = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 }
  const media = (more: object): object => ({
    event: 'media',
    media: { track: 'inbound', timestamp: '0', payload, ...more },
  })

  test.each<[string, string, (stream: TwilioStream) => void]>([
    ['binary', 'binary', ({ socket }) => socket.send(Buffer.from('{"event":"connected"}'))],
    ['no JSON', 'not-json', ({ socket }) => socket.send('hello')],
    ['JSON that is no message', 'unknown-event', ({ socket }) => socket.send('null')],
    ['an event that Twilio does not have', 'unknown-event', ({ say }) => say({ event: 'speech' })],
    ['sound without its time', 'malformed', ({ say }) => say(media({ timestamp: undefined }))],
    ['a time that is a number', 'malformed', ({ say }) => say(media({ timestamp: 20 }))],
    ['sound that is not base64', 'malformed', ({ say }) => say(media({ payload: '!!!!' }))],
    [
      'a key that no telephone has',
      'malformed',
      ({ say }) => say({ event: 'dtmf', dtmf: { digit: '12' } }),
    ],
    ['sound of the other side', 'other-sound', ({ say }) => say(media({ track: 'outbound' }))],
    ['a second start', 'out-of-order', ({ start }) => start({ ticket: 'x' })],
    ['a message that is too long', '', ({ socket }) => socket.send('x'.repeat(17 * 1024))],
  ])('%s', async (_, flaw, send) => {
    const line = await openLine()
    const { stream, party } = await caller(line)
    send(stream)
    await stream.closed
    const ends = ['refused', 'stream-refused']
    expect([line.counted, party.told, line.open()]).toEqual([ends, ['left'], 0])
    expect(line.logged).toEqual([
      expect.objectContaining({ err: expect.objectContaining({ detail: flaw }) }),
    ])
  })

  test.each<[string, object]>([
    ['another encoding', { mediaFormat: { ...format, encoding: 'audio/x-l16' } }],
    ['another rate', { mediaFormat: { ...format, sampleRate: 16_000 } }],
    ['two channels', { mediaFormat: { ...format, channels: 2 } }],
    ['both sides of the call', { tracks: ['inbound', 'outbound'] }],
  ])('a start with %s', async (_, more) => {
    const line = await openLine()
    const stream = await line.dial()
    stream.start({ ticket: line.ticket() }, more)
    await stream.closed
    expect([line.counted, line.heard]).toEqual([['refused', 'stream-refused'], []])
  })

  test('sound before the start', async () => {
    const line = await openLine()
    const stream = await line.dial()
    stream.media(0)
    await stream.closed
    expect(line.counted).toEqual(['refused', 'stream-refused'])
  })

  test('more sound than there was time for', async () => {
    const line = await openLine({ aheadInMs: 2_000 })
    const { stream } = await caller(line)
    for (let count = 0; count < 98; count += 1) stream.media(count * 20)
    await read(stream)
    expect(line.open()).toBe(1)
    line.pass(20)
    for (let count = 98; count < 102; count += 1) stream.media(count * 20)
    await stream.closed
    expect(line.counted).toEqual(['flood'])
  })
})

describe('a ticket', () => {
  const expectRefused = async (
    line: Line,
    parameters: Readonly<Record<string, string>>,
  ): Promise<void> => {
    const answered = line.heard.length
    const ended = line.counted.length
    const stream = await line.dial()
    stream.start(parameters)
    await stream.closed
    expect(line.heard).toHaveLength(answered)
    expect(line.counted.slice(ended)).toEqual(['refused', 'stream-refused'])
  }

  test('must be there, and be ours', async () => {
    const line = await openLine()
    await expectRefused(line, {})
    await expectRefused(line, { ticket: 'x'.repeat(400) })
    const other = createTicketSeal(new Uint8Array(32))
    const ticket: Ticket = {
      purpose: 'text',
      call: { to: '+31201234567' as E164, attested: 'none' },
      madeAt: line.time.now,
    }
    await expectRefused(line, { ticket: other.seal(callSid as CallId, ticket) })
  })

  test('of another call leads nowhere', async () => {
    const line = await openLine()
    await expectRefused(line, { ticket: line.ticket({}, 'CA00000000000000000000000000000002') })
  })

  test('leads to its call once: a start that is played again leads nowhere, and ends nobody', async () => {
    const line = await openLine()
    const ticket = line.ticket()
    const { stream, party } = await caller(line, ticket)
    await expectRefused(line, { ticket })
    stream.media(0)
    await read(stream)
    expect(lengths(party.frames)).toBe('+')
  })

  test('leads to its call once, whichever process of the line it is brought to', async () => {
    const isFirstUse = firstUses(createTallies())
    const [line, other] = [await openLine({ isFirstUse }), await openLine({ isFirstUse })]
    const ticket = line.ticket()
    await caller(line, ticket)
    await expectRefused(other, { ticket })
  })

  test('may take its time to be known: what the caller sounds and keys meanwhile is heard', async () => {
    const known = Promise.withResolvers<boolean>()
    const line = await openLine({ isFirstUse: () => known.promise })
    const stream = await line.call()
    for (const at of [0, 20]) stream.media(at)
    stream.say({ event: 'dtmf', dtmf: { track: 'inbound_track', digit: '7' } })
    await read(stream)
    expect([line.heard, line.counted]).toEqual([[], []])
    known.resolve(true)
    await read(stream)
    const [party] = line.heard
    expect([lengths(party?.frames ?? []), party?.told]).toEqual(['++', ['key 7']])
  })

  test('of a caller who is gone before it is known takes nobody’s place', async () => {
    const known = Promise.withResolvers<boolean>()
    const line = await openLine({ isFirstUse: () => known.promise })
    const stream = await line.call()
    await read(stream)
    stream.socket.terminate()
    while (line.open() > 0) await new Promise(setImmediate)
    known.resolve(true)
    await new Promise(setImmediate)
    expect([line.heard, line.counted]).toEqual([[], ['lost']])
  })

  test('is good for ten minutes', async () => {
    const line = await openLine()
    await caller(line, { madeAt: line.time.now - ticketForMs + 1 })
    await expectRefused(line, { ticket: line.ticket({ madeAt: line.time.now - ticketForMs }) })
  })

  test('fits into a parameter of a stream, whatever the numbers', () => {
    const to = `+${'9'.repeat(15)}` as E164
    const call = { to, caller: to, attested: 'gateway' } as const
    const ticket: Ticket = { purpose: 'detect', call, madeAt: 9e12, isLast: true }
    const longest = `CA${'0'.repeat(62)}` as CallId
    const text = createTicketSeal(key).seal(longest, ticket)
    expect('ticket'.length + text.length).toBeLessThan(500)
    expect(createTicketSeal(key).open(longest, text)).toEqual(ticket)
  })
})

describe('a process carries so many streams', () => {
  test('of each kind, and closes what is more', async () => {
    const line = await openLine({ limits: { text: 1, detect: 1 } })
    const { stream } = await caller(line)
    const detect = await caller(line, { purpose: 'detect' })
    const another = 'CA00000000000000000000000000000002'
    const more = await line.dial()
    more.start({ ticket: line.ticket({}, another) }, { callSid: another })
    expect(await more.closed).toBe(1013)
    expect([line.counted, line.open()]).toEqual([['streams-full', 'full'], 2])
    stream.say({ event: 'stop' })
    await stream.closed
    await caller(line)
    detect.stream.socket.terminate()
  })

  test('and whoever would write is told so before his stream ends, for want of room', async () => {
    const line = await openLine({ limits: { text: 0, detect: 0 }, turnsAway: true })
    const stream = await line.call()
    expect(await stream.closed).toBe(1013)
    expect([line.heard.length, line.counted]).toEqual([1, ['streams-full', 'full']])
    const listening = await line.call({ purpose: 'detect' })
    expect(await listening.closed).toBe(1013)
    expect(line.heard).toHaveLength(1)
  })

  test('and who comes again in a new stream has the place of his old one', async () => {
    const line = await openLine({ limits: { text: 1, detect: 0 } })
    await caller(line)
    const { stream, party } = await caller(line)
    stream.media(0)
    await read(stream)
    expect([line.counted, lengths(party.frames)]).toEqual([['replaced'], '+'])
  })

  test('and refuses sockets beyond that before they have said anything', async () => {
    const line = await openLine({ limits: { text: 0, detect: 0 } })
    for (let count = 0; count < 50; count += 1) await line.dial()
    await expect(line.dial()).rejects.toThrow('503')
    expect(line.counted).toEqual(['streams-full'])
  })
})

test('ten seconds of noise at full scale are sound like any other', async () => {
  const line = await openLine()
  const { stream, party } = await caller(line)
  for (let count = 0; count < 500; count += 1)
    stream.media(
      count * 20,
      Uint8Array.from({ length: 160 }, (_, at) => ((at + count) % 2) * 0x80),
    )
  await read(stream)
  expect(party.frames).toHaveLength(500)
})
