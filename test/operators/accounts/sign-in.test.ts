import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { OperatorId } from '../../../src/base/operator.ts'
import { recognise } from '../../../src/operators/accounts/recognise.ts'
import type { CodeResult, PasswordResult, Whence } from '../../../src/operators/accounts/sign-in.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { openPeople, type People, type Somebody } from '../people.ts'

const newFolder = temporaryFolders()
const minute = 60_000
const now = Date.UTC(2027, 0, 1)

let people: People
beforeAll(async () => {
  people = await openPeople(newFolder())
})
afterAll(() => people.close())

/** Each test has an address of its own: what others tried does not count there. */
let address = ''
let addresses = 0
beforeEach(() => {
  address = `198.51.100.${(addresses += 1)}`
})

type From = { readonly at?: number; readonly address?: string; readonly device?: string }

const whence = (from: From = {}): Whence => ({
  address: from.address ?? address,
  deviceOf: () => from.device,
  at: from.at ?? now,
})

const sayPassword = (email: string, password: string, from?: From): Promise<PasswordResult> =>
  people.signIn.password({ email, password }, whence(from))

const halfOf = async (person: Somebody, from?: From): Promise<string> => {
  const result = await sayPassword(person.email, person.password, from)
  if (result.kind !== 'code-needed') throw new Error(`no code was needed: ${result.kind}`)
  return result.session
}

const sayCode = (session: string, code: string, from?: From): Promise<CodeResult> =>
  people.signIn.code({ session, code }, whence(from))

const signIn = async (
  person: Somebody,
  from: From = {},
): Promise<Extract<CodeResult, { kind: 'signed-in' }>> => {
  const session = await halfOf(person, from)
  const result = await sayCode(session, person.codeAt(from.at ?? now), from)
  if (result.kind !== 'signed-in') throw new Error(`not signed in: ${JSON.stringify(result)}`)
  return result
}

const seen = (secret: string, at: number) => recognise(people.sessions, secret, at)

test('a password and a code let an operator in', async () => {
  const person = await people.enrolled(now, ['operator', 'supervisor'])
  const { session, operator } = await signIn(person)
  expect(operator).toMatchObject({ id: person.id, roles: ['operator', 'supervisor'] })
  expect(await seen(session, now)).toMatchObject({
    operator: { id: person.id },
    until: now + 12 * 60 * minute,
  })
})

test('the address is written in any letters', async () => {
  const person = await people.enrolled(now)
  expect(await sayPassword(` ${person.email.toUpperCase()} `, person.password)).toMatchObject({
    kind: 'code-needed',
  })
})

test('a wrong password, a wrong name and somebody who has not enrolled get one answer', async () => {
  const person = await people.enrolled(now)
  const { email } = await people.invited(now)
  const answers = [
    await sayPassword(person.email, 'something else'),
    await sayPassword('nobody@example.com', person.password),
    await sayPassword(email, ''),
  ]
  expect(answers).toEqual(answers.map(() => ({ kind: 'refused', reason: 'name-or-password' })))
  const failed = (await people.entries()).filter(({ kind }) => kind === 'sign-in-failed')
  expect(failed.slice(-3)).toMatchObject([
    { operator: person.id, why: 'password', from: `hash of ${address}` },
    { operator: null, why: 'unknown' },
    { why: 'not-enrolled' },
  ])
})

test('who is disabled comes no further than somebody who does not know the password', async () => {
  const person = await people.enrolled(now)
  const half = await halfOf(person)
  await people.accounts.setState(person.id, 'disabled', { by: 'cli', at: now })
  expect(await sayCode(half, person.codeAt(now))).toEqual({
    kind: 'refused',
    reason: 'begin-again',
  })
  expect(await sayPassword(person.email, person.password)).toEqual({
    kind: 'refused',
    reason: 'name-or-password',
  })
})

describe('a code', () => {
  test('is good a step early and a step late, and not two', async () => {
    for (const [off, isGood] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
    ] as const) {
      const person = await people.enrolled(now)
      const result = await sayCode(await halfOf(person), person.codeAt(now + off * 30_000))
      expect([off, result.kind]).toEqual([off, isGood ? 'signed-in' : 'refused'])
    }
  })

  test('is good once, whoever overheard it', async () => {
    const person = await people.enrolled(now)
    await signIn(person)
    const half = await halfOf(person)
    expect(await sayCode(half, person.codeAt(now))).toEqual({ kind: 'refused', reason: 'code' })
    expect(await sayCode(half, person.codeAt(now - 30_000))).toMatchObject({ kind: 'refused' })
    expect(await sayCode(half, person.codeAt(now + 30_000))).toMatchObject({ kind: 'signed-in' })
  })

  test('sent twice at once lets in once', async () => {
    const person = await people.enrolled(now)
    const half = await halfOf(person)
    const both = await Promise.all([1, 2].map(() => sayCode(half, person.codeAt(now))))
    expect(both.filter(({ kind }) => kind === 'signed-in')).toHaveLength(1)
  })

  test("is another's for nobody else", async () => {
    const [one, other] = [await people.enrolled(now), await people.enrolled(now)]
    expect(await sayCode(await halfOf(one), other.codeAt(now))).toMatchObject({ kind: 'refused' })
  })

  test('that is wrong five times wants the password again', async () => {
    const person = await people.enrolled(now)
    const half = await halfOf(person)
    const reasons: unknown[] = []
    for (let tries = 0; tries < 5; tries += 1) {
      const result = await sayCode(half, '000000', { address: `203.0.113.${tries}` })
      reasons.push(result.kind === 'refused' ? result.reason : result.kind)
    }
    expect(reasons).toEqual(['code', 'code', 'code', 'code', 'begin-again'])
    const from = { address: '203.0.113.9' }
    expect(await sayCode(half, person.codeAt(now), from)).toMatchObject({ reason: 'begin-again' })
  })

  test('comes too late after five minutes', async () => {
    const person = await people.enrolled(now)
    const half = await halfOf(person)
    const at = now + 5 * minute
    expect(await sayCode(half, person.codeAt(at), { at })).toMatchObject({ reason: 'begin-again' })
  })

  test('opens nothing by itself', async () => {
    const person = await people.enrolled(now)
    for (const made of ['', 'x'.repeat(43), 'A'.repeat(43), 'x'.repeat(5_000)]) {
      expect(await sayCode(made, person.codeAt(now))).toMatchObject({ reason: 'begin-again' })
    }
    const { session } = await signIn(person)
    expect(await sayCode(session, person.codeAt(now + 30_000))).toMatchObject({
      reason: 'begin-again',
    })
  })
})

test('a recovery code lets in once, however it is written', async () => {
  const person = await people.enrolled(now)
  const [code = ''] = person.recoveryCodes
  const first = await sayCode(await halfOf(person), ` ${code.toUpperCase().replaceAll('-', ' ')}`)
  expect(first).toMatchObject({ kind: 'signed-in', recoveryCodesLeft: 9 })
  expect(await sayCode(await halfOf(person), code)).toMatchObject({ reason: 'code' })
  expect((await people.entries()).findLast(({ kind }) => kind === 'signed-in')).toMatchObject({
    operator: person.id,
    means: 'recovery-code',
  })
})

describe('a session', () => {
  test('that is half is nobody', async () => {
    const person = await people.enrolled(now)
    expect(await seen(await halfOf(person), now)).toBeUndefined()
  })

  test('is over half an hour after it was last used', async () => {
    const { session } = await signIn(await people.enrolled(now))
    for (const at of [29, 58, 80]) expect(await seen(session, now + at * minute)).toBeDefined()
    expect(await seen(session, now + 110 * minute)).toBeUndefined()
  })

  test('is over after twelve hours, however it is used', async () => {
    const { session } = await signIn(await people.enrolled(now))
    for (let at = 20; at < 12 * 60; at += 20) {
      expect(await seen(session, now + at * minute)).toBeDefined()
    }
    expect(await seen(session, now + 12 * 60 * minute)).toBeUndefined()
  })

  test('has the roles that its operator has now', async () => {
    const person = await people.enrolled(now)
    const { session } = await signIn(person)
    await people.accounts.setRoles(person.id, ['administrator'], { by: 'cli', at: now })
    expect((await seen(session, now))?.operator.roles).toEqual(['administrator'])
  })

  test('that nobody was given is nobody', async () => {
    for (const made of ['', 'x', 'A'.repeat(43), "' or 1=1 --"]) {
      expect(await seen(made, now)).toBeUndefined()
    }
  })
})

describe('whoever tries', () => {
  const tryWrong = async (email: string, times: number, from?: From): Promise<string[]> => {
    const kinds: string[] = []
    for (let tries = 0; tries < times; tries += 1) {
      kinds.push((await sayPassword(email, `wrong ${tries}`, from)).kind)
    }
    return kinds
  }

  test('waits after five wrong passwords of one name, the right one too', async () => {
    const person = await people.enrolled(now)
    expect(await tryWrong(person.email, 6)).toEqual([
      ...Array.from({ length: 5 }, () => 'refused'),
      'wait',
    ])
    const result = await sayPassword(person.email, person.password)
    expect(result.kind === 'wait' && result.inMs <= 15 * minute).toBe(true)
    const limited = (await people.entries()).filter(
      ({ operator, why }) => operator === person.id && why === 'limited',
    )
    expect(limited).toHaveLength(1)
  })

  test('waits as much for a name that is nobody', async () => {
    expect((await tryWrong('nobody-at-all@example.com', 6)).at(-1)).toBe('wait')
  })

  test('keeps nobody out who comes from elsewhere', async () => {
    const person = await people.enrolled(now)
    await tryWrong(person.email, 20)
    expect(await signIn(person, { address: '203.0.113.77' })).toBeDefined()
  })

  test('keeps nobody out of a browser of his own, from the same address', async () => {
    const person = await people.enrolled(now)
    const { device } = await signIn(person)
    expect((await tryWrong(person.email, 70)).at(-1)).toBe('wait')
    const at = now + minute
    expect(await signIn(person, { device, at })).toBeDefined()
  })

  test('on a browser that was his waits there after ten', async () => {
    const person = await people.enrolled(now)
    const { device } = await signIn(person)
    const kinds = await tryWrong(person.email, 11, { device })
    expect([kinds.at(-2), kinds.at(-1)]).toEqual(['refused', 'wait'])
  })

  test("gains nothing by a mark that is made up, another's, or too old", async () => {
    const [one, other] = [await people.enrolled(now), await people.enrolled(now)]
    const { device } = await signIn(other)
    const mine = (await signIn(one)).device
    const made = [
      device,
      'made.up',
      mine.replace(/..$/, (end) => (end.startsWith('A') ? 'BA' : 'AA')),
      mine.replace(/\.\d+\./, `.${now * 2}.`),
    ]
    await tryWrong(one.email, 6)
    for (const mark of made) {
      expect((await sayPassword(one.email, one.password, { device: mark })).kind).toBe('wait')
    }
    const at = now + 91 * 24 * 60 * minute
    expect((await sayPassword(one.email, one.password, { device: mine, at })).kind).toBe('wait')
  })

  test('goes through many names from one address waits after fifty', async () => {
    const kinds: string[] = []
    for (let tries = 0; tries < 51; tries += 1) {
      kinds.push((await sayPassword(`name-${tries}@example.com`, 'wrong')).kind)
    }
    expect(new Set(kinds.slice(0, 50))).toEqual(new Set(['refused']))
    expect(kinds.at(-1)).toBe('wait')
  })

  test('all at once, gets no more tries than one after the other', async () => {
    const person = await people.enrolled(now)
    const all = await Promise.all(
      Array.from({ length: 20 }, () => sayPassword(person.email, 'wrong')),
    )
    expect(all.filter(({ kind }) => kind === 'refused')).toHaveLength(5)
  })

  test('and is right is not counted', async () => {
    const person = await people.enrolled(now)
    for (let times = 0; times < 12; times += 1) await halfOf(person)
    expect(await signIn(person)).toBeDefined()
  })

  test('knows the password and guesses codes from everywhere, waits after ten', async () => {
    const person = await people.enrolled(now)
    const { device } = await signIn(person)
    const kinds: string[] = []
    for (let tries = 0; tries < 12; tries += 1) {
      const from = { address: `192.0.2.${100 + tries}` }
      const half = await halfOf(person, from)
      kinds.push((await sayCode(half, '000000', from)).kind)
    }
    expect(kinds.slice(-2)).toEqual(['wait', 'wait'])
    expect(await signIn(person, { device, at: now + minute })).toBeDefined()
  })
})

test('no entry of the audit tells a name, an address or what was typed', async () => {
  const person = await people.enrolled(now)
  await sayPassword(person.email, 'my-secret-guess')
  await sayPassword('my-secret-name@example.com', 'my-secret-guess')
  await signIn(person)
  const written = JSON.stringify(await people.entries())
  expect(written).not.toMatch(/@|Person|my-secret/)
})

test('the device of whoever enrols anew is known no longer', async () => {
  const person = await people.enrolled(now)
  const { device } = await signIn(person)
  const before = await people.accounts.find(person.id)
  const invitation = { hash: 'ab'.repeat(32), expiresAt: now + 1 }
  await people.accounts.inviteAgain(person.id as OperatorId, invitation, { by: 'cli', at: now })
  const after = await people.accounts.find(person.id)
  expect(after?.credentials.generation).toBe((before?.credentials.generation ?? 0) + 1)
  for (let tries = 0; tries < 6; tries += 1) await sayPassword(person.email, 'wrong', { device })
  expect((await sayPassword(person.email, 'wrong', { device })).kind).toBe('wait')
})
