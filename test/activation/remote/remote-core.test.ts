import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createRemoteCore, type RemoteCore } from '../../../src/activation/remote/remote-core.ts'
import type { ActivationRequest, Confirmed, KeyClass } from '../../../src/base/activation.ts'
import type { CaseNumber } from '../../../src/base/brand.ts'
import { Fault } from '../../../src/base/faults.ts'
import { drawCaseNumber } from '../../../src/calls/case-number.ts'
import { temporaryAddresses } from '../../stores/engines.ts'
import { presses } from '../../support/ids.ts'
import { openLineBehindHttp } from '../behind-http.ts'
import { firstOf, type Line, machine, openLineAt } from '../line.ts'
import { createHandClock, type HandClock } from './hand-clock.ts'
import { type Act, answers, dies, openService, type Service } from './service.ts'

const newAddress = temporaryAddresses('sqlite')
const token = 'token-of-this-test-which-nobody-may-read'
const caseNumber: CaseNumber = drawCaseNumber(() => 1)

let service: Service
let clock: HandClock
let core: RemoteCore
let told: (string | Fault)[]
/** A real line, for answers that are real. */
let line: Line
beforeEach(async () => {
  line = await openLineAt(await newAddress())
  service = await openService()
  clock = createHandClock()
  told = []
  core = createRemoteCore({
    url: `${service.url}/api/v1`,
    token,
    onFault: (fault) => void told.push(fault),
    onWell: () => void told.push('well'),
    clock,
  })
})
afterEach(async () => {
  await core.close()
  await service.close()
  await line.close()
})

const requestOf = async (keyClass: KeyClass = 'mak'): Promise<ActivationRequest> => {
  const key = firstOf(await line.mint(keyClass, 3))
  return { installationId: line.shows(key, machine(1)), licences: [], caseNumber }
}

const confirmedFor = async (request: ActivationRequest): Promise<Confirmed> => {
  const result = await line.core.activate(request)
  if (result.kind === 'refused') throw new Error(result.reason)
  return result
}

const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const [came] = await Promise.allSettled([work])
  if (came?.status === 'rejected' && came.reason instanceof Fault) return came.reason
  throw new Error(`no fault: ${JSON.stringify(came)}`)
}

const ready = answers(200, { status: 'ready' })
const nothing: Act = () => {}
/** Says nothing until the time is over. */
const slow =
  (ms: number): Act =>
  () =>
    clock.forward(ms)

describe('what a service is asked', () => {
  test('comes with the token, the case and a key of its own each time', async () => {
    const request = await requestOf()
    const confirmed = await confirmedFor(request)
    service.will(answers(200, confirmed))
    expect(await core.activate(request)).toEqual(confirmed)
    await core.activate(request)
    expect(service.asked[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/activations',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: request,
    })
    const keys = service.asked.map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(2)
    expect(keys).toEqual([expect.stringMatching(/^[!-~]+$/), expect.stringMatching(/^[!-~]+$/)])
  })

  test('is no more than the contract allows, however much was keyed', async () => {
    service.will(answers(200, { kind: 'unreadable', groups: [3] }))
    const long = presses('1'.repeat(2_001))
    const keyed = [long, ...Array.from({ length: 12 }, () => presses('12'))]
    expect(await core.read({ keyed, atMost: 1_000_000 })).toEqual({
      kind: 'unreadable',
      groups: [3],
    })
    expect(service.asked[0]?.body).toMatchObject({
      keyed: Array.from({ length: 10 }, () => presses('12')),
      atMost: 20_000,
    })
  })

  test('is nothing where nothing was keyed', async () => {
    expect(await core.read({ keyed: [[]], atMost: 9 })).toEqual({ kind: 'unreadable', groups: [] })
    expect(service.asked).toEqual([])
  })
})

describe('a service that fails for a moment', () => {
  test.each([
    ['says that it is busy', answers(503, {})],
    ['says so with 502', answers(502, '<html>')],
    ['says so with 504', answers(504, '')],
    ['asks to come back at once', answers(429, {}, { 'retry-after': '0' })],
    ['dies in the middle of its answer', dies],
    ['hangs up', (response) => void response.destroy()],
    ['answers too late', slow(1_200)],
  ] as [string, Act][])('and %s is asked again for the same thing', async (_, act) => {
    const request = await requestOf()
    const confirmed = await confirmedFor(request)
    service.will(act, answers(200, confirmed))
    expect(await core.activate(request)).toEqual(confirmed)
    expect(service.asked).toHaveLength(2)
    const [first, again] = service.asked
    expect(again?.body).toEqual(first?.body)
    expect(again?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
    expect(told).toEqual([])
  })

  test('is asked four times, after pauses that double and that chance shortens', async () => {
    service.will(answers(503, {}))
    const fault = await faultOf(core.activate(await requestOf()))
    expect(fault).toMatchObject({ code: 'core-unusable' })
    expect(fault.detail).toBe('It answers /activations with 503.')
    expect(service.asked).toHaveLength(4)
    expect(clock.pauses).toEqual([100, 200, 400])
    clock.luck.chance = 0
    await faultOf(core.activate(await requestOf()))
    expect(clock.pauses.slice(3)).toEqual([50, 100, 200])
  })

  test('is left alone as long as it asks, if there is time for it', async () => {
    const request = await requestOf()
    const confirmed = await confirmedFor(request)
    service.will(answers(429, {}, { 'retry-after': '2' }), answers(200, confirmed))
    expect(await core.activate(request)).toEqual(confirmed)
    expect(clock.pauses).toEqual([2_000])
    service.will(answers(429, {}, { 'retry-after': '3' }), answers(200, confirmed))
    await faultOf(core.activate(request))
    expect(clock.pauses).toEqual([2_000])
  })

  test('is waited for two and a half seconds in all', async () => {
    service.will(slow(1_200))
    const began = clock.now()
    const fault = await faultOf(core.activate(await requestOf()))
    expect(fault.detail).toBe('It does not answer /activations in time.')
    expect(clock.now() - began).toBeLessThanOrEqual(2_500)
    expect(service.asked).toHaveLength(2)
  })

  test('has all that time for one reading', async () => {
    service.will((response, asked) => {
      clock.forward(2_499)
      return answers(200, { kind: 'unreadable', groups: [1] })(response, asked)
    })
    const reading = await core.read({ keyed: [presses('1')], atMost: 20_000 })
    expect(reading).toEqual({ kind: 'unreadable', groups: [1] })
    expect(service.asked).toHaveLength(1)
  })

  test('has counted a machine once, though its answer was lost', async () => {
    const key = firstOf(await line.mint('mak', 3))
    const request = { installationId: line.shows(key, machine(1)), licences: [], caseNumber }
    const lost: Act = async (response, { body }) => {
      await line.core.activate(body as ActivationRequest)
      response.destroy()
    }
    const told: Act = async (response, asked) =>
      answers(200, await line.core.activate(asked.body as ActivationRequest))(response, asked)
    service.will(lost, told)
    expect(await core.activate(request)).toMatchObject({ kind: 'confirmed', used: 1, caseNumber })
    expect(service.asked).toHaveLength(2)
    expect(await line.ledger.key(key)).toMatchObject({ used: 1 })
  })
})

describe('an answer that is none', () => {
  const wrong: readonly [string, (confirmed: Confirmed) => Act][] = [
    ['is not JSON', () => answers(200, '<html>')],
    ['is empty', () => answers(200, '')],
    ['is another thing', () => answers(200, { ok: true })],
    ['lacks the confirmation ID', (one) => answers(200, { ...one, confirmationId: undefined })],
    [
      'has a wrong check digit',
      (one) =>
        answers(200, { ...one, confirmationId: ['0000000', ...one.confirmationId.slice(1)] }),
    ],
    [
      'is for another machine',
      (one) =>
        answers(200, { ...one, installationId: line.shows({ product: 7, serial: 1 }, machine(9)) }),
    ],
    ['has a case number that is none', (one) => answers(200, { ...one, caseNumber: '12345678' })],
    ['refuses with 200', () => answers(200, { kind: 'refused', reason: 'forged' })],
    ['confirms with 422', (one) => answers(422, one)],
    [
      'refuses for a reason that nobody knows',
      () => answers(422, { kind: 'refused', reason: 'mood' }),
    ],
    ['is larger than 64 kB', (one) => answers(200, { ...one, more: 'x'.repeat(70_000) })],
    ['leads elsewhere', () => answers(302, {}, { location: '/api/v1/elsewhere' })],
    ['is 400', () => answers(400, {})],
    ['is 404', () => answers(404, {})],
    ['is 500', () => answers(500, {})],
  ]

  test.each(wrong)('because it %s is a fault, and is not asked for again', async (_, act) => {
    const request = await requestOf()
    const confirmed = await confirmedFor(request)
    service.will(act(confirmed))
    const fault = await faultOf(core.activate(request))
    expect(fault.code).toBe('core-unusable')
    expect(service.asked).toHaveLength(1)
    const said = JSON.stringify([fault, fault.message, String(fault.cause)])
    for (const secret of [token, ...request.installationId, ...confirmed.confirmationId])
      expect(said).not.toContain(secret)
  })

  test('is a reading that is no ID, or one of the other version', async () => {
    const { installationId } = await requestOf()
    const read = (): Promise<unknown> => core.read({ keyed: [presses('1')], atMost: 1 })
    for (const body of [
      { kind: 'genuine', installationId: installationId.with(0, '0000000'), healed: false },
      { kind: 'release', releaseId: installationId, healed: false },
    ]) {
      service.will(answers(200, body))
      expect((await faultOf(read())).code).toBe('core-unusable')
    }
  })

  test('is not made wrong by more than the contract names', async () => {
    const request = await requestOf()
    const confirmed = await confirmedFor(request)
    service.will(answers(200, { ...confirmed, colour: 'green' }))
    expect(await core.activate(request)).toEqual(confirmed)
  })
})

describe('a token that the service does not take', () => {
  test.each([401, 403])(
    'is named once (%i), and callers hear that the line is unable',
    async (status) => {
      service.will(answers(status, {}))
      expect(await core.health()).toBe('unable')
      expect(await core.health()).toBe('unable')
      expect(told).toHaveLength(1)
      expect(told[0]).toMatchObject({ code: 'core-unusable' })
      expect(String(told[0])).toContain('CORE_TOKEN')
      expect(String(told[0])).not.toContain(token)
      service.will(ready)
      expect(await core.health()).toBe('ready')
      expect(told).toEqual([expect.any(Fault), 'well'])
    },
  )

  test('is one that may do other things only', async () => {
    const behind = await openLineBehindHttp(await newAddress(), undefined, ['keys:read'])
    expect(await behind.core.health()).toBe('unable')
    await behind.close()
  })

  test('may not let a release go beyond its limits', async () => {
    const behind = await openLineBehindHttp(await newAddress(), undefined, ['activations'])
    const key = firstOf(await behind.mint('mak', 3))
    const releaseId = behind.shows(key, machine(1), 2)
    expect(await behind.core.release({ releaseId })).toMatchObject({ kind: 'released' })
    const fault = await faultOf(behind.core.release({ releaseId, operator: 'somebody' }))
    await behind.close()
    expect(fault.detail).toContain('403')
  })
})

describe('health', () => {
  test('is what the service says', async () => {
    service.will(ready)
    expect(await core.health()).toBe('ready')
    service.will(answers(503, { status: 'unable' }))
    expect(await core.health()).toBe('unable')
    expect(service.asked).toHaveLength(2)
    expect(service.asked[1]).toMatchObject({ method: 'GET', path: '/api/v1/health' })
    expect(told).toEqual([])
  })

  test('is asked again when something before the service says 503', async () => {
    service.will(answers(503, '<html>'), ready)
    expect(await core.health()).toBe('ready')
  })

  test.each([
    ['ready with 503', answers(503, { status: 'ready' })],
    ['something else', answers(200, { status: 'fine' })],
  ])('that says %s is none', async (_, act) => {
    service.will(act)
    expect(await core.health()).toBe('unable')
    expect(told).toHaveLength(1)
  })

  test('is known before a caller has waited a second and a half', async () => {
    service.will(slow(700), slow(400))
    expect(await core.health()).toBe('unable')
    expect(clock.now()).toBe(1_200)
  })

  test('of a service that is gone is unable', async () => {
    await service.close()
    expect(await core.health()).toBe('unable')
    expect(told).toMatchObject([{ code: 'core-unusable' }])
    service = await openService()
  })
})

describe('a service that goes on failing', () => {
  const failFiveTimes = async (): Promise<void> => {
    service.will(answers(500, {}))
    for (let times = 0; times < 5; times += 1) await core.health()
  }

  test('is left alone after the fifth time, and callers hear so at once', async () => {
    await failFiveTimes()
    expect(service.asked).toHaveLength(5)
    expect(await core.health()).toBe('unable')
    const fault = await faultOf(core.activate(await requestOf()))
    expect(fault.detail).toContain('left alone')
    expect(service.asked).toHaveLength(5)
    expect(told).toHaveLength(1)
  })

  test('is tried by one after ten seconds, and by all when that went well', async () => {
    await failFiveTimes()
    clock.forward(9_999)
    expect(await core.health()).toBe('unable')
    expect(service.asked).toHaveLength(5)
    clock.forward(1)
    service.will(ready)
    expect(await Promise.all([core.health(), core.health()])).toEqual(['ready', 'unable'])
    expect(service.asked).toHaveLength(6)
    expect(await Promise.all([core.health(), core.health()])).toEqual(['ready', 'ready'])
    expect(told).toEqual([expect.any(Fault), 'well'])
  })

  test('is left alone for ten seconds more when it fails then too', async () => {
    await failFiveTimes()
    clock.forward(10_000)
    expect(await core.health()).toBe('unable')
    expect(service.asked).toHaveLength(6)
    clock.forward(9_999)
    expect(await core.health()).toBe('unable')
    expect(service.asked).toHaveLength(6)
  })

  test('is not left alone for what it refuses', async () => {
    service.will(answers(422, { kind: 'refused', reason: 'forged' }))
    const request = await requestOf()
    for (let times = 0; times < 9; times += 1)
      expect(await core.activate(request)).toEqual({ kind: 'refused', reason: 'forged' })
    expect(service.asked).toHaveLength(9)
  })
})

test('a core that is closed answers nobody', async () => {
  service.will(nothing)
  await core.close()
  expect((await faultOf(core.activate(await requestOf()))).code).toBe('core-unusable')
})
