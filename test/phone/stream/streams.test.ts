import { describe, expect, test } from '@jest/globals'
import { fromMuLaw } from '../../../src/modem/mu-law.ts'
import { recordedSound } from '../../../src/phone/stream/sound.ts'
import { callStreams, isSigned, sound, type Came, type Held } from './line.ts'

const connect =
  '<Connect action="/after"><Stream url="STREAMS/media"><Parameter name="ticket" value="one"/></Stream></Connect>'
const docs = { '/twilio/voice': connect, '/after': '<Say>After</Say>' }

/** Closes the stream when so many frames have come. */
const closeAfter =
  (frames: number) =>
  (held: Held, { event }: Came): void => {
    const media = held.came.filter((one) => one.event === 'media')
    if (event === 'media' && media.length === frames) held.socket.close(1000)
  }

const only = (came: readonly Came[], event: string): readonly Came[] =>
  came.filter((one) => one.event === event)

const mediaIn = (came: readonly Came[]): readonly Readonly<Record<string, string>>[] =>
  only(came, 'media').map((one) => one['media'] as Readonly<Record<string, string>>)

describe('a stream both ways', () => {
  test('is signed for as Twilio signs for it, and begins as Twilio documents it', async () => {
    const { handshakes, streams, line, ended } = await callStreams({
      docs,
      onMessage: closeAfter(2),
    })
    const [handshake] = handshakes
    const address = `${line.url.replace('http', 'ws')}/media`
    if (handshake === undefined) throw new Error('nobody came')
    expect(isSigned(handshake, address)).toBe(true)
    expect(handshake.rawHeaders).toContain('x-twilio-signature')

    const [held] = streams
    const streamSid = held?.streamSid()
    const sids = { accountSid: line.accountSid, callSid: expect.stringMatching(/^CA[0-9a-f]{32}$/) }
    expect(held?.came.slice(0, 3)).toEqual([
      { event: 'connected', protocol: 'Call', version: '1.0.0' },
      {
        event: 'start',
        sequenceNumber: '1',
        streamSid,
        start: {
          ...sids,
          streamSid,
          tracks: ['inbound'],
          mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
          customParameters: { ticket: 'one' },
        },
      },
      {
        event: 'media',
        sequenceNumber: '2',
        streamSid,
        media: {
          track: 'inbound',
          chunk: '1',
          timestamp: '0',
          payload: Buffer.alloc(160, 0xff).toString('base64'),
        },
      },
    ])
    expect(ended.reason).toBe('line')
  })

  test('may be signed for with a slash at its end that is not there', async () => {
    const { handshakes, line } = await callStreams(
      { docs, onMessage: closeAfter(1) },
      { signsSlash: true },
    )
    const address = `${line.url.replace('http', 'ws')}/media`
    const [handshake] = handshakes
    if (handshake === undefined) throw new Error('nobody came')
    expect(isSigned(handshake, address)).toBe(false)
    expect(isSigned(handshake, `${address}/`)).toBe(true)
  })

  test('holds the call until the line closes it, then the action is asked', async () => {
    const { asked, ended } = await callStreams({ docs, onMessage: closeAfter(50) })
    expect(asked.slice(0, 2)).toEqual(['/twilio/voice', '/after'])
    const after = ended.events.find(({ kind }) => kind === 'said')
    expect(after?.at).toBeCloseTo(1000, 0)
    expect(ended.events.flatMap((event) => (event.kind === 'fault' ? [event.code] : []))).toEqual(
      [],
    )
  })

  test('without an action leads to the next verb', async () => {
    const { ended } = await callStreams({
      docs: {
        '/twilio/voice': '<Connect><Stream url="STREAMS/media"/></Connect><Say>Next</Say>',
      },
      onMessage: closeAfter(1),
    })
    expect(ended.events.some(({ kind }) => kind === 'said')).toBe(true)
  })

  test('carries what the caller sounds, 20 ms after 20 ms', async () => {
    const samples = Float32Array.from({ length: 480 }, () => fromMuLaw(0x20))
    const { streams } = await callStreams(
      { docs, onMessage: closeAfter(4) },
      { sound: recordedSound(samples) },
    )
    const media = mediaIn(streams[0]?.came ?? [])
    expect(media.map(({ timestamp }) => timestamp)).toEqual(['0', '20', '40', '60'])
    expect(media.map(({ payload }) => Buffer.from(payload ?? '', 'base64')[0])).toEqual([
      0x20, 0x20, 0x20, 0xff,
    ])
  })

  test('tells the keys that are pressed', async () => {
    const { streams } = await callStreams(
      { docs, onMessage: closeAfter(10) },
      {
        caller: (call) => ({
          hear: ({ kind }) => {
            if (kind === 'stream') call.press('7')
          },
        }),
      },
    )
    expect(only(streams[0]?.came ?? [], 'dtmf')[0]).toMatchObject({
      dtmf: { track: 'inbound_track', digit: '7' },
    })
  })

  test('says that it stops when the caller hangs up', async () => {
    const { streams, ended, line } = await callStreams(
      { docs },
      {
        caller: (call) => ({
          hear: (event) => {
            if (event.kind === 'stream') call.hangUp()
          },
        }),
      },
    )
    const callSid = expect.stringMatching(/^CA/)
    expect(streams[0]?.came.at(-1)).toMatchObject({
      event: 'stop',
      stop: { accountSid: line.accountSid, callSid },
    })
    expect(ended.reason).toBe('caller')
  })
})

describe('what the line sends', () => {
  test('is heard in its order, and a mark comes back when all before it was played', async () => {
    const heard: number[] = []
    const { streams } = await callStreams(
      {
        docs,
        onMessage: (held, message) => {
          if (message.event === 'start') {
            held.send(sound(held.streamSid(), 0x30, 400))
            held.send({ event: 'mark', streamSid: held.streamSid(), mark: { name: 'end' } })
          }
          closeAfter(6)(held, message)
        },
      },
      { sound: { next: () => undefined, hear: (samples) => heard.push(samples[79] ?? 0) } },
    )
    expect(heard.slice(0, 4)).toEqual([fromMuLaw(0x30), fromMuLaw(0x30), fromMuLaw(0x30), 0])
    const events = (streams[0]?.came ?? []).map(({ event }) => event)
    expect(events.slice(0, 6)).toEqual(['connected', 'start', 'media', 'media', 'media', 'mark'])
  })

  test('a mark with nothing before it comes back at once', async () => {
    const { streams } = await callStreams({
      docs,
      onMessage: (held, message) => {
        if (message.event === 'start') {
          held.send({ event: 'mark', streamSid: held.streamSid(), mark: { name: 'now' } })
        }
        closeAfter(2)(held, message)
      },
    })
    expect(only(streams[0]?.came ?? [], 'mark')).toMatchObject([{ mark: { name: 'now' } }])
    expect(mediaIn(streams[0]?.came ?? []).length).toBe(2)
  })

  test('a clear takes back what was not played, and all marks come back at once', async () => {
    const heard: boolean[] = []
    const { streams } = await callStreams(
      {
        docs,
        onMessage: (held, message) => {
          const streamSid = held.streamSid()
          const mark = (name: string): object => ({ event: 'mark', streamSid, mark: { name } })
          if (message.event === 'start') {
            held.send(sound(streamSid, 0x30, 16_000))
            held.send(mark('a'))
            held.send(sound(streamSid, 0x30, 16_000))
            held.send(mark('b'))
          }
          if (mediaIn(held.came).length === 3) held.send({ event: 'clear', streamSid })
          closeAfter(8)(held, message)
        },
      },
      { sound: { next: () => undefined, hear: (samples) => heard.push(samples[0] !== 0) } },
    )
    const names = only(streams[0]?.came ?? [], 'mark').map(({ mark }) => mark)
    expect(names).toEqual([{ name: 'a' }, { name: 'b' }])
    expect(heard.filter(Boolean).length).toBe(2)
  })

  test('of what is answered at once to 20 ms nothing is missing before the next', async () => {
    const order: string[] = []
    await callStreams(
      {
        docs,
        onMessage: (held, message) => {
          if (message.event === 'media') {
            held.send(sound(held.streamSid(), 0x30))
            order.push('taken in')
          }
          closeAfter(30)(held, message)
        },
      },
      {
        sound: {
          next: () => undefined,
          hear: (samples) => order.push(samples[0] === 0 ? 'nothing' : 'heard'),
        },
      },
    )
    expect(order.slice(0, 58)).toEqual(
      Array.from({ length: 29 }, () => ['taken in', 'heard']).flat(),
    )
  })
})

describe('what Twilio would report', () => {
  const faultsOf = async (
    send: (held: Held) => void,
    verb = connect,
  ): Promise<readonly number[]> => {
    const { ended } = await callStreams({
      docs: { ...docs, '/twilio/voice': verb },
      onMessage: (held, message) => {
        if (message.event === 'start') send(held)
        closeAfter(3)(held, message)
      },
    })
    return ended.events.flatMap((event) => (event.kind === 'fault' ? [event.code] : []))
  }

  test.each<readonly [string, number, (held: Held) => void]>([
    ['a binary message', 31950, ({ socket }) => socket.send(Buffer.from('{}'))],
    ['no JSON', 31951, ({ socket }) => socket.send('media')],
    ['a message of no known kind', 31951, ({ send }) => send({ event: 'dtmf' })],
    ['a message for another stream', 31951, ({ send }) => send(sound('MZother', 1))],
    [
      'sound that is no base64',
      31951,
      (held) => {
        held.send({ event: 'media', streamSid: held.streamSid(), media: { payload: '*' } })
      },
    ],
    ['a close that is no good end', 31921, ({ socket }) => socket.close(1011)],
    ['a connection that breaks', 31903, ({ socket }) => socket.terminate()],
  ])('%s', async (_, code, send) => {
    expect(await faultsOf(send)).toEqual([code])
  })

  test('what is wrong a hundred times is reported once', async () => {
    const faults = await faultsOf(({ socket }) => {
      for (let time = 0; time < 100; time += 1) socket.send('?')
    })
    expect(faults).toEqual([31951])
  })

  test('sound on a stream of Start', async () => {
    const verb = '<Start><Stream url="STREAMS/media"/></Start><Pause length="1"/>'
    expect(await faultsOf((held) => held.send(sound(held.streamSid(), 1)), verb)).toEqual([31924])
  })

  test.each([
    ['a handshake that is refused', 31920, 403],
    ['a line that has no such address', 31920, 404],
  ])('%s, and the call goes on', async (_, code, refuses) => {
    const { ended, asked } = await callStreams({ docs, refuses })
    expect(ended.events.find(({ kind }) => kind === 'fault')).toMatchObject({ code })
    expect(asked).toContain('/after')
  })

  test('an address where nobody is, and the call goes on', async () => {
    const nobody = connect.replace('STREAMS', 'ws://127.0.0.1:9')
    const { ended, asked } = await callStreams({ docs: { ...docs, '/twilio/voice': nobody } })
    expect(ended.events.find(({ kind }) => kind === 'fault')).toMatchObject({ code: 31902 })
    expect(asked).toContain('/after')
  })
})

describe('a stream of Start', () => {
  test('goes on across documents until it is stopped by its name', async () => {
    const { streams } = await callStreams({
      docs: {
        '/twilio/voice':
          '<Start><Stream name="ear" url="STREAMS/media"/></Start><Redirect>/2</Redirect>',
        '/2': '<Pause length="1"/><Stop><Stream name="ear"/></Stop><Pause length="1"/>',
      },
    })
    expect(mediaIn(streams[0]?.came ?? []).length).toBeGreaterThanOrEqual(49)
    expect(mediaIn(streams[0]?.came ?? []).length).toBeLessThanOrEqual(51)
    expect(streams[0]?.came.at(-1)?.event).toBe('stop')
  })

  test('ends with the call', async () => {
    const { streams, ended } = await callStreams({
      docs: { '/twilio/voice': '<Start><Stream url="STREAMS/media"/></Start><Pause length="2"/>' },
    })
    expect(streams[0]?.came.at(-1)?.event).toBe('stop')
    expect(ended.durationInMs).toBe(2000)
  })

  test('carries the tracks it asks for', async () => {
    const { streams } = await callStreams({
      docs: {
        '/twilio/voice': '<Start><Stream track="both_tracks" url="STREAMS/media"/></Start><Pause/>',
      },
    })
    const tracks = mediaIn(streams[0]?.came ?? []).map(({ track }) => track)
    expect(tracks.slice(0, 2)).toEqual(['inbound', 'outbound'])
  })

  test('a call has four of its tracks at most, and no two of one name', async () => {
    const started = (attributes: string): string =>
      `<Start><Stream url="STREAMS/media" ${attributes}/></Start>`
    const refused = async (verbs: string): Promise<boolean> => {
      const { ended } = await callStreams({ docs: { '/twilio/voice': `${verbs}<Say>On</Say>` } })
      return !ended.events.some(({ kind }) => kind === 'said')
    }
    const both = started('track="both_tracks"')
    expect(await refused(both + both)).toBe(false)
    expect(await refused(both + both + started(''))).toBe(true)
    expect(await refused(started('name="a"') + started('name="a"'))).toBe(true)
  })
})

describe('a bad network', () => {
  test('loses frames, and their numbers and time stay empty', async () => {
    const { streams } = await callStreams(
      { docs, onMessage: closeAfter(200) },
      { network: { loss: 0.1 } },
    )
    const came = streams[0]?.came ?? []
    const media = mediaIn(came)
    const chunks = media.map(({ chunk }) => Number(chunk))
    expect(chunks.at(-1)).toBeGreaterThan(210)
    expect(chunks.at(-1)).toBeLessThan(240)
    expect(
      media.every(({ chunk, timestamp }) => Number(timestamp) === 20 * (Number(chunk) - 1)),
    ).toBe(true)
    const numbers = came.slice(1).map(({ sequenceNumber }) => Number(sequenceNumber))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  test('delivers late and in heaps, and never out of order', async () => {
    const arrivals: number[] = []
    const { streams } = await callStreams(
      {
        docs,
        onMessage: (held, message) => {
          if (message.event === 'media') arrivals.push(taken)
          closeAfter(200)(held, message)
        },
      },
      {
        network: { jitterInMs: 60, bursts: { share: 0.02, inMs: 200 } },
        sound: {
          next: () => undefined,
          hear: () => {
            taken += 1
          },
        },
      },
    )
    const times = mediaIn(streams[0]?.came ?? []).map(({ timestamp }) => Number(timestamp))
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    const heaps = arrivals.filter((at) => arrivals.filter((other) => other === at).length > 5)
    expect(heaps.length).toBeGreaterThan(5)
  })
  let taken = 0

  test('breaks, and the call goes on where the line said', async () => {
    const { asked, ended } = await callStreams({ docs }, { network: { breaksAfterMs: 400 } })
    expect(ended.events.find(({ kind }) => kind === 'fault')).toMatchObject({ code: 31903 })
    expect(asked).toContain('/after')
  })

  test('may leave out the stop', async () => {
    const { streams } = await callStreams(
      { docs },
      {
        network: { saysStop: false },
        caller: (call) => ({
          hear: (event) => {
            if (event.kind === 'stream') call.hangUp()
          },
        }),
      },
    )
    expect(only(streams[0]?.came ?? [], 'stop')).toEqual([])
  })
})
