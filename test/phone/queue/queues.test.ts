import { describe, expect, test } from '@jest/globals'
import { party, toldTo } from '../party.ts'
import type { Received } from '../tiny-line.ts'

const docs = {
  '/caller':
    '<Enqueue waitUrl="/wait" action="/after">desk</Enqueue><Say>You are through the queue</Say>',
  '/wait': '<Gather numDigits="1" action="/key" timeout="10"><Say>You wait</Say></Gather>',
  '/key': '<Leave/>',
  '/after': '<Say>Where were we</Say>',
  '/elsewhere': '<Say>Somebody is there</Say><Pause length="3"/>',
}

const asked = (received: readonly Received[], path: string) =>
  received.filter((one) => one.path === path).map(({ params }) => params)

describe('callers in a queue', () => {
  test('are told their places, which they keep, and move up when somebody leaves', () =>
    party(docs, async ({ call, at, over, received }) => {
      const first = call('/caller')
      at(1000, () => {
        const second = call('/caller')
        at(15_000, () => second.call.hangUp())
      })
      at(5000, () => first.call.hangUp())
      await over()
      const [, ...places] = asked(received, '/wait').map(
        ({ QueuePosition, CurrentQueueSize }) => `${QueuePosition} of ${CurrentQueueSize}`,
      )
      expect(places[0]).toBe('2 of 2')
      expect(places[1]).toBe('1 of 1')
      expect(new Set(asked(received, '/wait').map(({ QueueSid }) => QueueSid)).size).toBe(1)
    }))

  test('leave by a key, and the action is carried out', () =>
    party(docs, async ({ call, at, over, received }) => {
      const caller = call('/caller')
      at(3000, () => caller.call.press('*'))
      await over()
      expect(asked(received, '/after')[0]).toMatchObject({ QueueResult: 'leave', QueueTime: '3' })
      expect(toldTo(caller)).toEqual(['You wait', 'Where were we'])
    }))

  test.each(['the call', 'the member of the queue'])(
    'go on where %s was moved to; the action is asked, and what it answers is not carried out',
    (which) =>
      party(docs, async ({ call, at, over, client, lineUrl, received, switchboard }) => {
        const caller = call('/caller')
        const url = `${lineUrl}/elsewhere`
        at(3000, async () => {
          if (which === 'the call') return client.calls(caller.call.callSid).update({ url })
          const [queue] = await client.queues.list()
          const { members } = client.queues(queue?.sid ?? '')
          expect(await members.list()).toMatchObject([
            { callSid: caller.call.callSid, position: 1 },
          ])
          return members(caller.call.callSid).update({ url })
        })
        await over()
        expect(asked(received, '/after')[0]).toMatchObject({
          QueueResult: 'redirected',
          CallStatus: 'in-progress',
        })
        expect(toldTo(caller)).toEqual(['You wait', 'Somebody is there'])
        expect(switchboard.queues.all().map(({ members }) => members().length)).toEqual([0])
      }),
  )

  test('who hang up are gone from it, and the action is told so', () =>
    party(docs, async ({ call, at, over, received, switchboard }) => {
      const caller = call('/caller')
      at(3000, () => caller.call.hangUp())
      await over()
      expect(asked(received, '/after')[0]).toMatchObject({
        QueueResult: 'hangup',
        CallStatus: 'completed',
      })
      expect(switchboard.queues.all().map(({ members }) => members().length)).toEqual([0])
    }))

  test('find it full', () =>
    party(docs, async ({ call, at, over, client, received }) => {
      const first = call('/caller')
      at(1000, async () => {
        const [queue] = await client.queues.list()
        await client.queues(queue?.sid ?? '').update({ maxSize: 1 })
      })
      at(2000, () => call('/caller'))
      at(9000, () => first.call.hangUp())
      await over()
      const [full] = asked(received, '/after')
      expect(full).toMatchObject({ QueueResult: 'queue-full' })
      expect(full).not.toHaveProperty('QueueSid')
    }))

  test('whose wait document is wrong are told so by the action', () =>
    party({ ...docs, '/wait': '<Dial>+31201234567</Dial>' }, async ({ call, over, received }) => {
      const caller = call('/caller')
      await over()
      expect(asked(received, '/after')[0]).toMatchObject({ QueueResult: 'error' })
      expect(toldTo(caller)).toEqual(['Where were we'])
    }))
})

describe('a call that the line places', () => {
  const usual = { from: '+31201234567', to: '+31612345678' }

  test('has its document when somebody answers, and its states are told', () =>
    party(docs, async ({ answers, at, over, client, lineUrl, received }) => {
      const telephone = answers(usual.to)
      at(0, () =>
        client.calls.create({
          ...usual,
          url: `${lineUrl}/elsewhere`,
          statusCallback: `${lineUrl}/told`,
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        }),
      )
      at(9000, () => telephone.guest().call.ended)
      await over()
      expect(toldTo(telephone.guest())).toEqual(['Somebody is there'])
      expect(asked(received, '/elsewhere')[0]).toMatchObject({
        Direction: 'outbound-api',
        CallStatus: 'in-progress',
        To: usual.to,
      })
      expect(asked(received, '/told').map(({ CallStatus }) => CallStatus)).toEqual([
        'initiated',
        'ringing',
        'in-progress',
        'completed',
      ])
    }))

  test.each(['busy', 'no-answer', 'failed'] as const)('may find nobody: %s', (kind) =>
    party(docs, async ({ at, over, client, lineUrl, received, switchboard }) => {
      switchboard.subscribers.add(usual.to, () => ({ kind }))
      let sid = ''
      at(0, async () => {
        const urls = { url: `${lineUrl}/elsewhere`, statusCallback: `${lineUrl}/told` }
        ;({ sid } = await client.calls.create({ ...usual, ...urls, timeout: 5 }))
      })
      at(30_000, async () => {
        expect((await client.calls(sid).fetch()).status).toBe(kind)
      })
      await over()
      expect(asked(received, '/elsewhere')).toEqual([])
      expect(asked(received, '/told').map(({ CallStatus }) => CallStatus)).toEqual([kind])
    }),
  )

  test('is called off while it rings', () =>
    party(docs, async ({ at, over, client, lineUrl, switchboard }) => {
      switchboard.subscribers.add(usual.to, () => ({ kind: 'no-answer' }))
      let sid = ''
      at(0, async () => {
        ;({ sid } = await client.calls.create({ ...usual, url: `${lineUrl}/elsewhere` }))
      })
      at(2000, () => client.calls(sid).update({ status: 'canceled' }))
      at(3000, async () => expect((await client.calls(sid).fetch()).status).toBe('canceled'))
      await over()
    }))

  test.each([
    ['nobody to be called', { to: '' }, 21_201],
    ['an address that is none', { url: 'elsewhere' }, 21_205],
    ['no document', { url: undefined }, 20_001],
  ])('is refused for %s', (_, wrong, code) =>
    party(docs, async ({ at, over, client, lineUrl }) => {
      const right = { ...usual, url: `${lineUrl}/elsewhere` }
      at(0, () =>
        expect(client.calls.create({ ...right, ...wrong } as never)).rejects.toMatchObject({
          code,
        }),
      )
      await over()
    }),
  )
})
