import { describe, expect, test } from '@jest/globals'
import { parseTwiml } from '../../../src/phone/twiml/document.ts'
import { identityOf } from '../../../src/twilio/operator-identity.ts'
import { anna, berta, callId, conferenceEvent, deskLines, id, withAnna } from './desk.ts'
import { actionOf, publicUrl, spokenIn, webhook, type Params, type Reply } from './line.ts'

const openDesk = deskLines()

const wait = '/twilio/voice/wait?turn=3'
const after = '/twilio/voice/after-operator?turn=3'
const status = '/twilio/voice/conference/status'
const left = { ...webhook, QueueResult: 'leave' }
const moved = { ...webhook, DialCallStatus: 'completed' }
const softphone = (operator = anna, contact = id): Params => ({
  CallSid: 'CA00000000000000000000000000000009',
  AccountSid: webhook['AccountSid'] ?? '',
  From: `client:${identityOf(operator)}`,
  To: '',
  contact,
})
const hungUp = '<Response><Hangup/></Response>'
const verbsIn = ({ body }: Reply): readonly string[] => parseTwiml(body).map(({ kind }) => kind)

describe('a caller who waits', () => {
  test('is in the queue of the desk, whose announcements and end have addresses with his turn', async () => {
    const { post } = await openDesk()
    expect(parseTwiml((await post('/twilio/voice/again?turn=3')).body).at(-1)).toEqual({
      kind: 'enqueue',
      name: 'desk',
      action: `${publicUrl}${after}#rc=2&rp=ct,rt,5xx&rt=4000`,
      method: 'POST',
      waitUrl: `${publicUrl}${wait}#rc=2&rp=ct,rt,5xx&rt=4000`,
      waitUrlMethod: 'POST',
    })
  })

  test('hears his place and the time in his language, and is listened to all the while', async () => {
    const { post } = await openDesk()
    const reply = await post(wait)
    expect(verbsIn(reply)).toEqual(['gather'])
    expect(spokenIn(reply)).toBe(
      'Uw plaats in de rij: drie. Het duurt ongeveer vier minuten. Om uw plaats te houden en teruggebeld te worden, toets één. Om zelf verder te gaan, toets sterretje.',
    )
    expect(actionOf(reply)).toBe(wait)
    expect(await post(wait)).toEqual(reply)
  })

  test('is promised nothing that nobody knows', async () => {
    const { post, says } = await openDesk()
    says.standing = { place: 1, language: 'nl' as never, mayBeCalled: false }
    expect(spokenIn(await post(wait))).toBe(
      'U bent nu aan de beurt. Om zelf verder te gaan, toets sterretje.',
    )
  })

  test.each([
    ['1', 'callback'],
    ['*', 'back'],
  ])('leaves the queue by key %s, as he wishes', async (Digits, wish) => {
    const { post, wishes } = await openDesk()
    expect(verbsIn(await post(wait, { ...webhook, Digits }))).toEqual(['leave'])
    expect(wishes).toEqual([wish])
  })

  test('whose number cannot be called back is told so, and goes on waiting', async () => {
    const { post, says } = await openDesk()
    says.wish = 'refused'
    const reply = await post(wait, { ...webhook, Digits: '1' })
    expect(verbsIn(reply)).toEqual(['gather'])
    expect(spokenIn(reply)).toMatch(/^Op dit nummer kunnen we u helaas niet terugbellen\./)
    expect(spokenIn(reply)).not.toContain('toets één')
  })

  test.each(['7', '1234567', '4561', '11', '1*', '#'])(
    'who keys %s, as one does who is not done with his ID, waits on and has asked for nothing',
    async (Digits) => {
      const { post, wishes } = await openDesk()
      const reply = await post(wait, { ...webhook, Digits })
      expect(verbsIn(reply)).toEqual(['say', 'gather'])
      expect(spokenIn(reply)).toMatch(/^Uw plaats in de rij: drie\./)
      expect(wishes).toEqual([])
    },
  )

  test('is heard after one key alone, and a run of keys is heard to its end', async () => {
    const { post } = await openDesk()
    const [gather] = parseTwiml((await post(wait)).body)
    expect(gather).toMatchObject({ kind: 'gather', finishOnKey: '', timeoutInMs: 3_000 })
    expect(gather).not.toHaveProperty('numDigits')
  })

  test('who has just come in, and may be keying yet, hears where he is before anything is heard', async () => {
    const { post } = await openDesk()
    const twilio = { ...webhook, QueuePosition: '3' }
    const verbs = async (QueueTime: string): Promise<readonly string[]> =>
      verbsIn(await post(wait, { ...twilio, QueueTime }))
    expect(await verbs('0')).toEqual(['say', 'gather'])
    expect(await verbs('25')).toEqual(['gather'])
  })

  test('who left the queue comes back to where he was, once', async () => {
    const { post } = await openDesk()
    await post(wait, { ...webhook, Digits: '*' })
    const reply = await post(after, left)
    expect(verbsIn(reply)).toEqual(['gather', 'redirect'])
    expect(actionOf(reply)).toBe('/twilio/voice/turn?turn=4')
    expect(await post(after, left)).toEqual(reply)
  })

  test('who hangs up in the queue is asked nothing more', async () => {
    const { post, counted } = await openDesk()
    const before = [...counted]
    const reply = await post(after, { ...webhook, QueueResult: 'hangup' })
    expect(reply.body).toContain(hungUp)
    expect(counted).toEqual(before)
  })

  test.each(['queue-full', 'system-error', 'error'])(
    'whom the queue does not take (%s) is off the desk, and goes on in the automatic line',
    async (QueueResult) => {
      const { post, wishes } = await openDesk()
      const reply = await post(after, { ...webhook, QueueResult })
      expect(wishes).toEqual(['back'])
      expect(actionOf(reply)).toBe('/twilio/voice/turn?turn=4')
    },
  )
})

describe('while the desk cannot be asked', () => {
  test('a caller who waits is asked for patience three times, and then goes on in the automatic line', async () => {
    const { post, says, counted } = await openDesk()
    says.standing = 'fails'
    let path = wait
    for (const failures of [1, 2, 3]) {
      const reply = await post(path)
      expect(verbsIn(reply).slice(-2)).toEqual(['pause', 'redirect'])
      path = `/twilio/voice/wait?failures=${failures}&turn=3`
      expect(reply.body).toContain(path.replace('&', '&amp;'))
    }
    const last = await post(path)
    expect(verbsIn(last).at(-1)).toBe('leave')
    expect(spokenIn(last)).toContain('Er ging bij ons iets mis')
    expect(counted.filter((name) => name === 'fault desk-unusable')).toHaveLength(4)
    expect(counted).not.toContain('fault turn-failed')
  })

  test('his star leads on all the same, and his one does not lose him his place', async () => {
    const { post, says } = await openDesk()
    says.wish = 'fails'
    expect(verbsIn(await post(wait, { ...webhook, Digits: '*' }))).toEqual(['leave'])
    expect(verbsIn(await post(wait, { ...webhook, Digits: '1' }))).toEqual(['gather'])
  })

  test('who comes back from the queue goes on, and whoever would be let in is not', async () => {
    const { post, says, intruders } = await openDesk()
    says.legs = 'fails'
    expect(actionOf(await post(after, left))).toBe('/twilio/voice/turn?turn=4')
    expect(verbsIn(await post('/twilio/voice/conference'))).toContain('redirect')
    const operator = await post('/twilio/voice/operator', softphone())
    expect(operator.status).toBe(200)
    expect(operator.body).not.toContain('Conference')
    expect((await post(status, conferenceEvent('participant-join'))).status).toBe(503)
    expect(intruders).toEqual([])
  })
})

describe('a caller whom an operator has taken', () => {
  test('goes into the conference of his contact, which ends with him, and hears words until somebody speaks', async () => {
    const { post, change } = await openDesk()
    await change({ phase: withAnna })
    const [dial] = parseTwiml((await post('/twilio/voice/conference')).body)
    expect(dial).toMatchObject({ kind: 'dial', action: expect.stringContaining(after) })
    const { body } = await post('/twilio/voice/conference')
    expect(body).toContain(`>${id}</Conference>`)
    expect(body).toMatch(/startConferenceOnEnter="false" endConferenceOnExit="true"/)
    expect(spokenIn(await post('/twilio/voice/held'))).toMatch(
      /^Een ogenblik, er komt zo iemand bij u\./,
    )
  })

  test.each(['redirected', 'redirected-from-bridged', 'bridged'])(
    'is not sent back by an end of his waiting that says %s',
    async (QueueResult) => {
      const { post, change, store } = await openDesk()
      await change({ phase: withAnna })
      const stored = await store.load(callId)
      expect((await post(after, { ...webhook, QueueResult })).body).toContain('Conference')
      expect(await store.load(callId)).toEqual(stored)
    },
  )

  test('and who was not moved goes there by himself with the next announcement', async () => {
    const { post, change, says } = await openDesk()
    await change({ phase: withAnna })
    delete says.standing
    expect(verbsIn(await post(wait)).at(-1)).toBe('leave')
    expect((await post(after, left)).body).toContain('Conference')
  })

  test('who has lost his operator hears an apology, and waits again', async () => {
    const { post } = await openDesk()
    const reply = await post('/twilio/voice/again?turn=3')
    expect(verbsIn(reply).at(-1)).toBe('enqueue')
    expect(spokenIn(reply)).toMatch(/^De verbinding met onze collega is weggevallen/)
  })

  test('goes on in the automatic line where the operator sent him back, however it is told', async () => {
    const { post, change } = await openDesk()
    await change({ phase: withAnna, came: { kind: 'helped' } })
    const reply = await post(after, moved)
    expect(actionOf(reply)).toBe('/twilio/voice/turn?turn=4')
    expect(await post(after)).toEqual(reply)
    expect(await post('/twilio/voice/conference')).toEqual(reply)
  })
})

describe('an operator’s softphone', () => {
  test('is let in where he has taken the caller, and the conference goes on without him', async () => {
    const { post, change, intruders } = await openDesk()
    await change({ phase: withAnna })
    const { body } = await post('/twilio/voice/operator', softphone())
    expect(body).toContain(`>${id}</Conference>`)
    expect(body).toMatch(/startConferenceOnEnter="true" endConferenceOnExit="false"/)
    expect(intruders).toEqual([])
  })

  test.each([
    ['of another operator', softphone(berta)],
    ['for a contact that is not there', softphone(anna, 'z'.repeat(22))],
  ])('%s hears nothing, is hung up, and is noted', async (_, params) => {
    const { post, change, intruders } = await openDesk()
    await change({ phase: withAnna })
    expect((await post('/twilio/voice/operator', params)).body).toContain(hungUp)
    expect(intruders).toHaveLength(1)
  })

  test.each([
    ['that names nobody', { ...softphone(), From: '' }],
    ['that is a telephone number', { ...softphone(), From: '+31612345678' }],
    ['whose identity is no operator’s', { ...softphone(), From: 'client:anna-Operator' }],
    ['without a contact', { ...softphone(), contact: '' }],
    ['with another form of contact', { ...softphone(), contact: `${id}<` }],
    ['without a call', { ...softphone(), CallSid: '' }],
  ])('%s is hung up', async (_, params) => {
    const { post, change } = await openDesk()
    await change({ phase: withAnna })
    expect((await post('/twilio/voice/operator', params)).body).toContain(hungUp)
  })

  test('of a supervisor who listens is not heard, and one who whispers is heard by the operator alone', async () => {
    const { post, change } = await openDesk()
    const listening = [{ operator: berta, as: 'listens' }] as const
    await change({ phase: { ...withAnna, with: listening } as typeof withAnna })
    expect((await post('/twilio/voice/operator', softphone(berta))).body).toMatch(
      /muted="true" startConferenceOnEnter="false"/,
    )
    const whispering = [{ operator: berta, as: 'whispers' }] as const
    await change({ phase: { ...withAnna, with: whispering } as typeof withAnna })
    const early = await post('/twilio/voice/operator', softphone(berta))
    expect(early.body).toContain('muted="true"')
    const leg = { sid: 'CA00000000000000000000000000000007', operator: anna }
    await post(status, conferenceEvent('participant-join', leg))
    expect((await post('/twilio/voice/operator', softphone(berta))).body).toContain(
      `coach="${leg.sid}"`,
    )
  })
})

describe('what Twilio tells of a conference', () => {
  const old = { sid: 'CA0', operator: anna }

  test('says whether the operator is there, and which conference it is', async () => {
    const { post, change, contact } = await openDesk()
    await change({ phase: withAnna })
    await post(status, conferenceEvent('participant-join', old))
    expect(await contact()).toMatchObject({ conference: 'CF1', phase: { isHere: true } })
    expect((await post(status, conferenceEvent('participant-leave', old))).status).toBe(204)
    await post(status, conferenceEvent('conference-end'))
    expect((await contact()).phase).toMatchObject({ isHere: false })
    expect((await contact()).conference).toBeUndefined()
  })

  test.each([
    ['of no conference of ours', { FriendlyName: 'room' }],
    ['without a name of its own', { ConferenceSid: '' }],
    ['of another kind', { StatusCallbackEvent: 'participant-speech-start' }],
    ['without a leg', { CallSid: '' }],
    ['of a contact that is not there', { FriendlyName: 'z'.repeat(22) }],
  ])('%s changes nothing', async (_, params) => {
    const { post, change, contact } = await openDesk()
    await change({ phase: withAnna })
    const before = await contact()
    const event = { ...conferenceEvent('participant-join', old), ...params }
    expect((await post(status, event)).status).toBe(204)
    expect(await contact()).toEqual(before)
  })
})

describe('whom the line calls', () => {
  const ours = {
    ...webhook,
    CallSid: 'CA00000000000000000000000000000005',
    Direction: 'outbound-api',
    From: webhook['To'] ?? '',
    To: webhook['From'] ?? '',
  }
  const calledBack = `/twilio/voice/called-back?contact=${id}`
  const telephone = `/twilio/voice/telephone?contact=${id}&operator=${anna}`

  test('is asked for a key before he is put through, since a machine may have answered', async () => {
    const { post, change, contact } = await openDesk()
    await change({ phase: withAnna })
    const asked = await post(calledBack, ours)
    expect(verbsIn(asked)).toEqual(['gather', 'gather', 'hangup'])
    expect(actionOf(asked)).toBe(calledBack)
    expect((await post(calledBack, { ...ours, Digits: '2' })).body).toContain(hungUp)
    expect((await post(calledBack, { ...ours, Digits: '1' })).body).toContain(`>${id}<`)
    expect((await contact()).callId).toBe(ours.CallSid)
  })

  test.each(['', 'short', 'z'.repeat(22)])('for nobody (%p) is hung up', async (contact) => {
    const { post } = await openDesk()
    const reply = await post(`/twilio/voice/called-back?contact=${contact}`, ours)
    expect(reply.body).toContain(hungUp)
  })

  test('an operator on his own telephone takes the call by a key, and only where it is his', async () => {
    const { post, change, intruders } = await openDesk()
    await change({ phase: withAnna })
    expect(verbsIn(await post(telephone, ours))).toEqual(['gather', 'gather', 'hangup'])
    expect((await post(telephone, { ...ours, Digits: '1' })).body).toContain(`>${id}<`)
    expect((await post(telephone, { ...ours, Digits: '9' })).body).toContain(hungUp)
    expect(intruders).toEqual([])
    const hers = telephone.replace(anna, berta)
    expect((await post(hers, ours)).body).toContain(hungUp)
    expect((await post(hers, { ...ours, Digits: '1' })).body).toContain(hungUp)
    expect(intruders).toHaveLength(2)
  })
})
