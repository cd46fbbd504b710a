import { describe, expect, test } from '@jest/globals'
import twilio from 'twilio'
import type { Received } from '../tiny-line.ts'
import { heardBy, party, toldTo, type Guest } from '../party.ts'

const events = 'start end join leave mute hold announcement'
const told = `statusCallback="LINE/events" statusCallbackEvent="${events}"`

const docs = {
  '/caller': `<Dial action="/after"><Conference startConferenceOnEnter="false" endConferenceOnExit="true" waitUrl="/wait" ${told}>room</Conference></Dial>`,
  '/operator': '<Dial><Conference>room</Conference></Dial>',
  '/wait': '<Say>One moment</Say>',
  '/hold': '<Say>You are on hold</Say>',
  '/news': '<Say>This call is listened to</Say>',
  '/after': '<Say>Where were we</Say>',
  '/elsewhere': '<Pause length="5"/>',
  '/events': '',
}

const eventsIn = (received: readonly Received[]): readonly string[] =>
  received.flatMap(({ path, params }) =>
    path === '/events' ? [params['StatusCallbackEvent'] ?? ''] : [],
  )
const roomOf = (guest: Guest): string =>
  guest.events.flatMap((event) => (event.kind === 'conference' ? [event.conferenceSid] : []))[0] ??
  ''

describe('in a conference', () => {
  test('people hear each other once somebody has come who starts it, and not before', () =>
    party(docs, async ({ call, at, over }) => {
      const caller = call('/caller')
      let operator: Guest | undefined
      at(2000, () => caller.call.speak('Hello?'))
      at(5000, () => {
        operator = call('/operator')
      })
      at(6000, () => operator?.call.speak('What can I do for you'))
      at(7000, () => caller.call.speak('My computer is new'))
      at(8000, () => operator?.call.hangUp())
      at(9000, () => caller.call.speak('Are you there?'))
      at(10_000, () => caller.call.hangUp())
      await over()
      expect(heardBy(caller)).toEqual(['What can I do for you'])
      expect(operator && heardBy(operator)).toEqual(['My computer is new'])
      expect(toldTo(caller)).toEqual(['One moment'])
    }))

  test('two of whom nobody starts it do not hear each other', () =>
    party(docs, async ({ call, at, over }) => {
      const [caller, another] = [call('/caller'), call('/caller')]
      at(2000, () => caller.call.speak('Is anybody there?'))
      at(3000, () => caller.call.hangUp())
      await over()
      expect(heardBy(another)).toEqual([])
    }))

  test('whoever starts it and is alone waits for the second', () =>
    party(
      {
        ...docs,
        '/operator': '<Dial><Conference waitUrl="/wait">room</Conference></Dial>',
      },
      async ({ call, at, over }) => {
        const operator = call('/operator')
        at(4000, () => operator.call.hangUp())
        await over()
        expect(toldTo(operator)).toEqual(['One moment'])
      },
    ))

  test('whoever is alone again hears nothing, and no music', () =>
    party(docs, async ({ call, at, over }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      at(2000, () => operator.call.hangUp())
      at(30_000, () => caller.call.hangUp())
      await over()
      const states = caller.events.flatMap((event) =>
        event.kind === 'conference' ? [event.state] : [],
      )
      expect(states).toEqual(['waiting', 'talking', 'left'])
    }))

  test('when somebody leaves who ends it, the others go on with their own documents', () =>
    party(
      {
        ...docs,
        '/operator': '<Dial><Conference endConferenceOnExit="true">room</Conference></Dial>',
      },
      async ({ call, at, over, received }) => {
        const caller = call('/caller')
        const operator = call('/operator')
        at(4000, () => operator.call.hangUp())
        await over()
        expect(toldTo(caller).at(-1)).toBe('Where were we')
        const after = received.find(({ path }) => path === '/after')
        expect(after?.params['DialCallStatus']).toBe('answered')
        expect(after?.params).not.toHaveProperty('DialCallSid')
      },
    ))

  test('its events are told where the first who came in said, signed, in order and numbered', () =>
    party(docs, async ({ call, at, over, received, lineUrl }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      at(3000, () => operator.call.hangUp())
      at(4000, () => caller.call.hangUp())
      await over()
      expect(eventsIn(received)).toEqual([
        'participant-join',
        'participant-join',
        'conference-start',
        'participant-leave',
        'participant-leave',
        'conference-end',
      ])
      const posted = received.filter(({ path }) => path === '/events')
      const told = posted.map(({ params }) => params)
      for (const { headers, params } of posted) {
        const signature = headers['x-twilio-signature'] ?? ''
        expect(twilio.validateRequest('a-token', signature, `${lineUrl}/events`, params)).toBe(true)
      }
      expect(told.map(({ SequenceNumber }) => SequenceNumber)).toEqual([
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
      ])
      expect(told[0]).toMatchObject({
        FriendlyName: 'room',
        CallSid: caller.call.callSid,
        StartConferenceOnEnter: 'false',
        EndConferenceOnExit: 'true',
      })
      expect(told[3]).toMatchObject({ ReasonParticipantLeft: 'participant_hung_up' })
      expect(told[5]).toMatchObject({
        ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
        CallSidEndingConference: caller.call.callSid,
      })
    }))

  test('nothing is told where only somebody who came later asks for it', () =>
    party(
      {
        ...docs,
        '/caller': docs['/caller'].replace(told, ''),
        '/operator': `<Dial><Conference ${told}>room</Conference></Dial>`,
      },
      async ({ call, at, over, received }) => {
        const guests = [call('/caller'), call('/operator')]
        at(3000, () => guests.map((one) => one.call.hangUp()))
        await over()
        expect(eventsIn(received)).toEqual([])
      },
    ))

  test('whoever is given another document leaves it', () =>
    party(docs, async ({ call, at, over, client, lineUrl, received }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      at(3000, () => client.calls(operator.call.callSid).update({ url: `${lineUrl}/elsewhere` }))
      at(4000, () => caller.call.speak('Are you there?'))
      at(5000, () => caller.call.hangUp())
      await over()
      expect(heardBy(operator)).toEqual([])
      expect(received.find(({ params }) => params['ReasonParticipantLeft'])?.params).toMatchObject({
        CallSid: operator.call.callSid,
        ReasonParticipantLeft: 'participant_updated_via_api',
        ParticipantCallStatus: 'in-progress',
      })
    }))

  test('whoever is given another document, and ends it, takes it down', () =>
    party(docs, async ({ call, at, over, client, lineUrl, received }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      at(3000, () => client.calls(caller.call.callSid).update({ url: `${lineUrl}/elsewhere` }))
      const [, ended] = await over()
      expect(ended?.reason).toBe('line')
      expect(eventsIn(received).at(-1)).toBe('conference-end')
      expect(operator.events.at(-1)?.kind).toBe('ended')
    }))

  test('more than it takes are turned away', () =>
    party(
      {
        ...docs,
        '/operator':
          '<Dial action="/after"><Conference maxParticipants="1">room</Conference></Dial>',
      },
      async ({ call, at, over, received }) => {
        const caller = call('/caller')
        at(1000, () => call('/operator'))
        at(4000, () => caller.call.hangUp())
        await over()
        const after = received.find(({ path }) => path === '/after')
        expect(after?.params['DialCallStatus']).toBe('failed')
      },
    ))

  test('a label that somebody has already leads to the next verb', () =>
    party(
      {
        ...docs,
        '/operator':
          '<Dial action="/after"><Conference participantLabel="op">room</Conference></Dial><Say>Taken</Say>',
      },
      async ({ call, at, over }) => {
        const first = call('/operator')
        let second: Guest | undefined
        at(1000, () => {
          second = call('/operator')
        })
        at(9000, () => first.call.hangUp())
        await over()
        expect(second && toldTo(second)).toEqual(['Taken'])
        expect(second?.events.find(({ kind }) => kind === 'fault')).toMatchObject({ code: 16_025 })
      },
    ))

  test('a wait document that may not be there keeps its caller out', () =>
    party({ ...docs, '/wait': '<Gather/>' }, async ({ call, over, received }) => {
      call('/caller')
      await over()
      const after = received.find(({ path }) => path === '/after')
      expect(after?.params['DialCallStatus']).toBe('failed')
    }))
})

describe("by the provider's interface", () => {
  test('somebody is put on hold, hears the hold document, and nobody hears him', () =>
    party(docs, async ({ call, at, over, client, lineUrl, received }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      const participant = () => client.conferences(roomOf(caller)).participants(caller.call.callSid)
      at(2000, () => participant().update({ hold: true, holdUrl: `${lineUrl}/hold` }))
      at(4000, () => operator.call.speak('I look that up'))
      at(4500, () => caller.call.speak('La la la'))
      at(5000, () => participant().update({ hold: false }))
      at(6000, () => operator.call.speak('I am back'))
      at(7000, () => caller.call.hangUp())
      await over()
      expect(toldTo(caller)).toEqual(['You are on hold'])
      expect(heardBy(caller)).toEqual(['I am back'])
      expect(heardBy(operator)).toEqual([])
      expect(received.find(({ path }) => path.startsWith('/hold'))?.method).toBe('GET')
      expect(eventsIn(received)).toEqual(
        expect.arrayContaining(['participant-hold', 'participant-unhold']),
      )
    }))

  test('somebody is muted and hears the others all the same', () =>
    party(docs, async ({ call, at, over, client }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      at(2000, () =>
        client
          .conferences(roomOf(caller))
          .participants(operator.call.callSid)
          .update({ muted: true }),
      )
      at(3000, () => operator.call.speak('Can you hear me?'))
      at(4000, () => caller.call.speak('Hello?'))
      at(5000, () => caller.call.hangUp())
      await over()
      expect(heardBy(caller)).toEqual([])
      expect(heardBy(operator)).toEqual(['Hello?'])
    }))

  test('something is announced to one of them, while they talk', () =>
    party(docs, async ({ call, at, over, client, lineUrl, received }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      at(2000, () =>
        client
          .conferences(roomOf(caller))
          .participants(caller.call.callSid)
          .update({ announceUrl: `${lineUrl}/news` }),
      )
      at(8000, () => caller.call.hangUp())
      await over()
      expect(toldTo(caller)).toContain('This call is listened to')
      expect(toldTo(operator)).toEqual([])
      expect(eventsIn(received)).toContain('announcement-end')
    }))

  test('a conference is found by its name, though not at once, and with the SID at once', () =>
    party(docs, async ({ call, at, over, client }) => {
      const caller = call('/caller')
      const search = async (): Promise<readonly string[]> =>
        (await client.conferences.list({ friendlyName: 'room', status: 'in-progress' })).map(
          ({ sid }) => sid,
        )
      const found: (readonly string[])[] = []
      call('/operator')
      at(1000, async () => {
        found.push(await search())
        const { status, friendlyName } = await client.conferences(roomOf(caller)).fetch()
        expect([status, friendlyName]).toEqual(['in-progress', 'room'])
      })
      at(4000, async () => found.push(await search()))
      at(5000, () => caller.call.hangUp())
      await over()
      expect(found).toEqual([[], [roomOf(caller)]])
    }))

  test('those in it are listed, and one of them is put out', () =>
    party(docs, async ({ call, at, over, client, received }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      const participants = () => client.conferences(roomOf(caller)).participants
      at(2000, async () => {
        const there = await participants().list()
        expect(there.map(({ callSid, muted }) => [callSid, muted])).toEqual([
          [caller.call.callSid, false],
          [operator.call.callSid, false],
        ])
        expect(await participants()(operator.call.callSid).remove()).toBe(true)
        await expect(participants()(operator.call.callSid).fetch()).rejects.toMatchObject({
          code: 20_404,
        })
      })
      at(3000, () => caller.call.hangUp())
      await over()
      expect(eventsIn(received)).toContain('participant-leave')
    }))

  test('a conference is ended for all', () =>
    party(docs, async ({ call, at, over, client, received }) => {
      const caller = call('/caller')
      call('/operator')
      at(2000, () => client.conferences(roomOf(caller)).update({ status: 'completed' }))
      await over()
      expect(toldTo(caller).at(-1)).toBe('Where were we')
      const end = received.find(({ params }) => params['ReasonConferenceEnded'])
      expect(end?.params['ReasonConferenceEnded']).toBe('conference-ended-via-api')
    }))
})

describe('somebody is dialled into a conference', () => {
  const from = '+31201234567'

  test('and talks with whoever waits there, when he has answered', () =>
    party(docs, async ({ call, answers, at, over, client }) => {
      const caller = call('/caller')
      const telephone = answers('+31687654321')
      at(1000, async () => {
        const made = await client
          .conferences('room')
          .participants.create({ from, to: '+31687654321' })
        expect(made).toMatchObject({
          status: 'connecting',
          muted: false,
          startConferenceOnEnter: true,
          endConferenceOnExit: false,
        })
      })
      at(5000, () => telephone.guest().call.speak('Good morning'))
      at(6000, () => telephone.guest().call.hangUp())
      at(7000, () => caller.call.hangUp())
      await over()
      expect(heardBy(caller)).toEqual(['Good morning'])
    }))

  test.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
  ] as const)('and is %s: the line is told so, and the conference goes on', (kind, status) =>
    party(docs, async ({ call, switchboard, at, over, client, received }) => {
      const caller = call('/caller')
      switchboard.subscribers.add('+31687654321', () => ({ kind }))
      at(1000, () =>
        client.conferences('room').participants.create({ from, to: '+31687654321', timeout: 15 }),
      )
      at(40_000, () => caller.call.hangUp())
      await over()
      const left = received.find(
        ({ params }) => params['ReasonParticipantLeft'] === 'participant_add_failed',
      )
      expect(left?.params['ParticipantCallStatus']).toBe(status)
      expect(eventsIn(received).at(-1)).toBe('conference-end')
    }),
  )

  test('and whispers: only the one he coaches hears him, and he hears all', () =>
    party(docs, async ({ call, answers, at, over, client }) => {
      const caller = call('/caller')
      const operator = call('/operator')
      const supervisor = answers('client:supervisor')
      at(1000, () =>
        client.conferences('room').participants.create({
          from: 'client:line',
          to: 'client:supervisor',
          coaching: true,
          callSidToCoach: operator.call.callSid,
          beep: 'false',
        }),
      )
      at(4000, () => supervisor.guest().call.speak('Ask for the case number'))
      at(5000, () => caller.call.speak('My computer is new'))
      at(6000, () => supervisor.guest().call.hangUp())
      at(7000, () => caller.call.hangUp())
      await over()
      expect(heardBy(operator)).toEqual(['Ask for the case number', 'My computer is new'])
      expect(heardBy(caller)).toEqual([])
      expect(heardBy(supervisor.guest())).toEqual(['My computer is new'])
    }))

  test('and is not called any more when the conference ends while it rings', () =>
    party(docs, async ({ call, switchboard, at, over, client }) => {
      const caller = call('/caller')
      switchboard.subscribers.add('+31687654321', () => ({ kind: 'no-answer' }))
      let sid = ''
      at(1000, async () => {
        const made = await client
          .conferences('room')
          .participants.create({ from, to: '+31687654321' })
        sid = made.callSid
      })
      at(3000, () => caller.call.hangUp())
      await over()
      expect(switchboard.calls.find(sid)?.status()).toBe('canceled')
    }))

  test.each([
    ['nobody to be called', { to: '' }, 21_201],
    ['nobody who calls', { from: '' }, 21_213],
    ['a number that is none', { to: '112a' }, 21_211],
    ['a label like the SID of a call', { label: `CA${'1'.repeat(32)}` }, 16_024],
    ['a label that is taken', { label: 'taken' }, 16_026],
    ['somebody to be coached who is not there', { callSidToCoach: `CA${'1'.repeat(32)}` }, 16_028],
    ['a ringing time that is too short', { timeout: 1 }, 20_001],
  ])('Twilio refuses %s', (_, asked, code) =>
    party(
      {
        ...docs,
        '/caller': docs['/caller'].replace('waitUrl', 'participantLabel="taken" waitUrl'),
      },
      async ({ call, at, over, client }) => {
        const caller = call('/caller')
        const usual = { from, to: '+31687654321' }
        at(1000, () =>
          expect(
            client.conferences('room').participants.create({ ...usual, ...asked }),
          ).rejects.toMatchObject({ code }),
        )
        at(2000, () => caller.call.hangUp())
        await over()
      },
    ),
  )

  test('Twilio refuses a conference that is over', () =>
    party(docs, async ({ call, at, over, client }) => {
      const caller = call('/caller')
      at(1000, () => caller.call.hangUp())
      at(2000, () =>
        expect(
          client.conferences(roomOf(caller)).participants.create({ from, to: '+31687654321' }),
        ).rejects.toMatchObject({ code: 16_022, status: 404 }),
      )
      await over()
    }))
})
