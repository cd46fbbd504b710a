import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import {
  placeCall,
  seededChance,
  virtualClock,
  type Clock,
  type Ended,
  type Line,
} from '../../src/phone/index.ts'
import { signatureOf } from '../../src/phone/signature.ts'
import { overridesOf } from '../../src/phone/transport/overrides.ts'
import { expectCase, playCase, response } from './play-case.ts'
import { openTinyLine, type Answering, type Received, type TinyLine } from './tiny-line.ts'

const end = response('<Hangup/>')

const withLine = async <T>(
  answer: (asked: Received, nth: number) => Answering | string | undefined,
  use: (tiny: TinyLine) => Promise<T>,
): Promise<T> => {
  const tiny = await openTinyLine(answer)
  try {
    return await use(tiny)
  } finally {
    await tiny.close()
  }
}

const callOnce = (line: Line, clock: Clock = virtualClock()): Promise<Ended> =>
  placeCall({
    line,
    from: '+31612345678',
    to: '+442071234567',
    clock,
    chance: seededChance(3),
    gapInMs: 0,
    caller: (call) => ({
      hear: (event) => {
        if (event.kind === 'listening') call.press('1')
      },
    }),
  }).ended

describe('a request', () => {
  test('carries what a provider sends of an inbound call', () =>
    withLine(
      () => end,
      async ({ line, received, ends }) => {
        await callOnce(line)
        expect(received[0]).toMatchObject({
          method: 'POST',
          path: '/twilio/voice',
          headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') },
          params: {
            CallSid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
            AccountSid: line.accountSid,
            ApiVersion: '2010-04-01',
            CallStatus: 'ringing',
            Direction: 'inbound',
            From: '+31612345678',
            Caller: '+31612345678',
            FromCountry: 'NL',
            To: '+442071234567',
            Called: '+442071234567',
            ToCountry: 'GB',
          },
        })
        expect(ends.map(({ params }) => params['CallStatus'])).toEqual(['completed'])
        expect(ends[0]?.params['CallDuration']).toBe('2')
      },
    ))

  test('says that the call is in progress once it was answered', async () => {
    const { received } = await playCase({
      case: '',
      docs: { '/twilio/voice': response('<Redirect>/r</Redirect>'), '/r': end },
      expect: {},
    })
    expect(received.map(({ params }) => params['CallStatus'])).toEqual(['ringing', 'in-progress'])
  })

  test('is signed over its address and all its parameters, the unknown too', () =>
    withLine(
      () => end,
      async ({ line, received }) => {
        await playOn(line, { StirVerstat: 'TN-Validation-Passed-A', Odd: ' kept as it is ' })
        const [{ headers, params } = none] = received
        expect(headers['x-twilio-signature']).toBe(
          signatureOf(line.token, `${line.url}/twilio/voice`, params),
        )
        expect(params).toMatchObject({ Odd: ' kept as it is ' })
      },
    ))

  test('has its query in alphabetical order and is signed as written; the fragment is neither', () =>
    withLine(
      ({ path }) =>
        path === '/twilio/voice' ? response('<Redirect>/r?b=1&amp;a=2#rc=1</Redirect>') : end,
      async ({ line, received }) => {
        await callOnce(line)
        const { path, headers, params } = received[1] ?? none
        expect(path).toBe('/r?a=2&b=1')
        expect(headers['x-twilio-signature']).toBe(
          signatureOf(line.token, `${line.url}/r?b=1&a=2`, params),
        )
      },
    ))

  test('by GET is signed over its whole address', () =>
    withLine(
      ({ path }) =>
        path === '/twilio/voice' ? response('<Redirect method="GET">/r</Redirect>') : end,
      async ({ line, received }) => {
        await callOnce(line)
        const { path, headers } = received[1] ?? none
        expect(headers['x-twilio-signature']).toBe(signatureOf(line.token, line.url + path))
      },
    ))

  test('reaches a line behind a proxy, and is signed for its public address', () =>
    withLine(
      () => end,
      async ({ line, received }) => {
        const url = 'https://line.example.org'
        await callOnce({ ...line, url, via: line.url })
        const [{ headers, params } = none] = received
        expect(headers['host']).toBe('line.example.org')
        expect(headers['x-twilio-signature']).toBe(
          signatureOf(line.token, `${url}/twilio/voice`, params),
        )
      },
    ))
})

describe('a redirect of HTTP', () => {
  test('is followed, and the digits are lost', () =>
    withLine(
      ({ path }) => {
        if (path === '/twilio/voice') return response('<Gather action="/r" numDigits="1"/>')
        return path === '/r' ? { status: 302, headers: { location: '/s' } } : end
      },
      async ({ line, received }) => {
        await callOnce(line)
        expect(received.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
          'POST /twilio/voice',
          'POST /r',
          'GET /s',
        ])
        expect(received[1]?.params).toHaveProperty('Digits', '1')
        expect(received[2]?.params).not.toHaveProperty('Digits')
        expect(received[2]?.params).toHaveProperty('CallSid')
      },
    ))

  test('with status 307 keeps the method', () =>
    withLine(
      ({ path }) => (path === '/twilio/voice' ? { status: 307, headers: { location: '/s' } } : end),
      async ({ line, received }) => {
        await callOnce(line)
        expect(received[1]).toMatchObject({ method: 'POST', path: '/s' })
      },
    ))

  test('is followed ten times, not more', () =>
    withLine(
      ({ path }) =>
        path.includes('fallback') ? end : { status: 301, headers: { location: '/on' } },
      async ({ line, received }) => {
        await callOnce(line)
        expect(received).toHaveLength(1 + 10 + 1)
        expect(received.at(-1)?.params).toMatchObject({
          ErrorCode: '11215',
          ErrorUrl: `${line.url}/twilio/voice`,
        })
      },
    ))
})

describe('a line that fails', () => {
  const broken = (answering: Answering): ((asked: Received) => Answering | string) => {
    return ({ path }) => (path.includes('fallback') ? response('<Say>Sorry</Say>') : answering)
  }
  const xml = { 'content-type': 'text/xml' }

  test.each([
    ['a status of 500', { status: 500 }, '11200'],
    ['a status of 404', { status: 404 }, '11200'],
    ['what is no document', { body: '<html>' }, '12100'],
    [
      'a type that is none of its',
      { headers: { 'content-type': 'image/png' }, body: end },
      '12300',
    ],
    ['no type', { headers: {}, body: end }, '12300'],
    ['more than 64 kB', { headers: xml, body: `${end}${' '.repeat(65_536)}` }, '11750'],
    [
      'bytes that are not UTF-8',
      { body: Buffer.from('<Response><!-- \xff --></Response>', 'latin1') },
      '12100',
    ],
  ])('is asked for its fallback after %s', (_, answering, code) =>
    withLine(broken(answering), async ({ line, received }) => {
      const { events, reason } = await callOnce(line)
      expect(received[1]).toMatchObject({
        path: '/twilio/voice/fallback',
        params: { ErrorCode: code, ErrorUrl: `${line.url}/twilio/voice` },
      })
      expect(events.some((event) => event.kind === 'said')).toBe(true)
      expect(reason).toBe('line')
    }),
  )

  test('and whose fallback fails has lost the call', () =>
    withLine(
      () => ({ status: 500 }),
      async ({ line, received, ends }) => {
        expect((await callOnce(line)).reason).toBe('application-error')
        expect(received).toHaveLength(2)
        expect(ends).toHaveLength(1)
      },
    ))

  test('in the midst of a call is asked for its fallback as well', () =>
    expectCase({
      case: '',
      docs: {
        '/twilio/voice': response('<Redirect>/gone?turn=1#rc=0</Redirect>'),
        '/twilio/voice/fallback': end,
      },
      expect: {
        fault: 11200,
        requests: [{ path: '/gone?turn=1' }, { path: '/twilio/voice/fallback' }],
      },
    }))

  test('and cannot be reached at all is a failed connection', async () => {
    const { events, reason } = await callOnce(await closedLine())
    expect(events.find(({ kind }) => kind === 'fault')).toMatchObject({ code: 11205 })
    expect(reason).toBe('application-error')
  })

  test('sends without end has sent too much', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n\r\n')
      const more = (): void => {
        while (socket.write(' '.repeat(16_384)));
      }
      socket.on('drain', more)
      more()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { events } = await callOnce({ ...nowhere, url: `http://127.0.0.1:${port}` })
    server.close()
    expect(events.find(({ kind }) => kind === 'fault')).toMatchObject({ code: 11750 })
  })

  test('sends something else than HTTP', async () => {
    const server = createServer((socket) => socket.end('no HTTP at all\r\n\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { events } = await callOnce({ ...nowhere, url: `http://127.0.0.1:${port}` })
    server.close()
    expect(events.find(({ kind }) => kind === 'fault')).toMatchObject({ code: 11206 })
  })

  test('leads to an address that is none', () =>
    expectCase({
      case: '',
      docs: { '/twilio/voice': response('<Redirect>mailto:somebody@a.example</Redirect>') },
      expect: { fault: 11100 },
    }))
})

describe('a plain answer', () => {
  const answered = (type: string, body: string): Promise<Ended> =>
    withLine(
      () => ({ headers: { 'content-type': type }, body }),
      ({ line }) => callOnce(line),
    )

  test.each(['text/xml; charset=utf-8', 'application/xml', 'text/html', 'text/plain'])(
    'of type %s is carried out as a document',
    async (type) => {
      const { events } = await answered(type, response('<Say>Hello</Say>'))
      expect(events.find(({ kind }) => kind === 'said')).toMatchObject({
        utterance: { text: 'Hello' },
      })
    },
  )

  test('of text that is no document is read aloud', async () => {
    const { events, reason } = await answered('text/plain', 'Hello there')
    expect(events.find(({ kind }) => kind === 'said')).toMatchObject({
      utterance: { text: 'Hello there' },
    })
    expect(reason).toBe('line')
  })

  test('of sound is played', async () => {
    const { events } = await answered('audio/wav', 'RIFF')
    expect(events.find(({ kind }) => kind === 'said')).toMatchObject({
      utterance: { kind: 'sound' },
    })
  })
})

describe('connection overrides in a fragment', () => {
  const redirected = (
    fragment: string,
    answer: (nth: number) => Answering | string,
  ): Promise<readonly Received[]> => {
    const first = response(`<Redirect>/r#${fragment.replaceAll('&', '&amp;')}</Redirect>`)
    return withLine(
      ({ path }, nth) => (path === '/r' ? answer(nth - 1) : path === '/twilio/voice' ? first : end),
      async ({ line, received }) => {
        await callOnce(line)
        return received.filter(({ path }) => path === '/r')
      },
    )
  }

  test('ask again after a failure that they name, with the same idempotency token', async () => {
    const asked = await redirected('rc=2&rp=ct,rt,5xx', (nth) => (nth < 3 ? { status: 503 } : end))
    expect(asked).toHaveLength(3)
    const tokens = new Set(asked.map(({ headers }) => headers['i-twilio-idempotency-token']))
    expect(tokens.size).toBe(1)
    expect([...tokens][0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  test('ask no more often than they say', async () => {
    expect(await redirected('rc=2&rp=5xx', () => ({ status: 503 }))).toHaveLength(3)
  })

  test('ask again after silence', async () => {
    const asked = await redirected('rt=100&rc=1&rp=rt', (nth) => (nth < 2 ? { silent: true } : end))
    expect(asked).toHaveLength(2)
  })

  test('do not ask again what was answered', async () => {
    expect(await redirected('rc=5&rp=all', () => end)).toHaveLength(1)
  })

  test('ask but once where they do not name the failure, as usual', async () => {
    expect(await redirected('rc=5', () => ({ status: 500 }))).toHaveLength(1)
    expect(await redirected('rc=5&rp=4xx', () => ({ status: 500 }))).toHaveLength(1)
    expect(await redirected('rc=1&rp=all', () => ({ status: 404 }))).toHaveLength(2)
  })

  test('hold all tries together to a time', async () => {
    const asked = await redirected('tt=150&rt=100&rc=5&rp=rt', () => ({ silent: true }))
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  test('have the usual values where they are left out: 15 s, one retry of a connection', () => {
    expect(overridesOf('https://a.example/b')).toEqual({
      connectInMs: 5000,
      responseInMs: 15_000,
      totalInMs: 15_000,
      retries: 1,
      retryOn: ['ct'],
    })
  })

  test.each(['tt=20000', 'rc=6', 'ct=10', 'rp=sometimes', 'zz=1', 'rt=fast'])(
    'are refused out of range: %s',
    (fragment) => {
      expect(() => overridesOf(`https://a.example/b#${fragment}`)).toThrow('override')
    },
  )

  test('may name edges and SNI, which mean nothing here', () => {
    expect(() => overridesOf('https://a.example/b#e=dublin&sni=y')).not.toThrow()
  })
})

test('a document that leads to itself without end is left after a number of documents', () =>
  expectCase({
    case: '',
    docs: { '/twilio/voice': response('<Redirect>/twilio/voice</Redirect>') },
    options: { atMostDocuments: 50 },
    expect: { reason: 'too-long' },
  }))

test('a call that is over leaves nothing to wait for', () =>
  withLine(
    () => response('<Gather timeout="9"><Pause length="5"/></Gather>'),
    async ({ line }) => {
      const clock = virtualClock()
      const waiting = new Set<symbol>()
      const counting: Clock = {
        ...clock,
        after: (ms, run) => {
          const one = Symbol('timer')
          waiting.add(one)
          const cancel = clock.after(ms, () => {
            waiting.delete(one)
            run()
          })
          return () => {
            waiting.delete(one)
            cancel()
          }
        },
      }
      await callOnce(line, counting)
      expect(waiting.size).toBe(0)
    },
  ))

test('no call lasts longer than four hours', () =>
  expectCase({
    case: '',
    docs: { '/twilio/voice': response('<Enqueue>help</Enqueue>') },
    expect: { reason: 'too-long', lastsMs: 4 * 3600 * 1000 },
  }))

const none: Received = { method: '', path: '', headers: {}, params: {} }
const nowhere: Line = { url: 'http://127.0.0.1:1', token: 't', accountSid: `AC${'0'.repeat(32)}` }

async function closedLine(): Promise<Line> {
  const { line, close } = await openTinyLine(() => undefined)
  await close()
  return line
}

async function playOn(line: Line, extra: Readonly<Record<string, string>>): Promise<void> {
  const call = placeCall({
    line,
    from: 'anonymous',
    to: '+31201234567',
    clock: virtualClock(),
    chance: seededChance(1),
    extra,
    caller: () => ({ hear: () => {} }),
  })
  await call.ended
}
