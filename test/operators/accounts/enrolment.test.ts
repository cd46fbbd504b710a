import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { codeAt } from '../../../src/operators/accounts/one-time-code.ts'
import { inviteAgain } from '../../../src/operators/accounts/invite.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { goodPassword, openPeople, type People } from '../people.ts'

const newFolder = temporaryFolders()
const now = Date.UTC(2027, 0, 1)
const day = 24 * 60 * 60_000

let people: People
beforeAll(async () => {
  people = await openPeople(newFolder())
})
afterAll(() => people.close())

const from = (at: number, address = '192.0.2.1') => ({ address, at })

const secretOf = async (invitation: string, at = now): Promise<string> => {
  const opened = await people.enrolment.open(invitation, from(at))
  if (opened.kind !== 'invited') throw new Error('not invited')
  return opened.secret
}

test('who is invited sees his name, and one secret however often he looks', async () => {
  const { email, secret: invitation } = await people.invited(now)
  const opened = await people.enrolment.open(invitation, from(now))
  expect(opened).toMatchObject({
    kind: 'invited',
    email,
    secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
  })
  expect(await people.enrolment.open(invitation, from(now + 1))).toEqual(opened)
  if (opened.kind !== 'invited') return
  const address = new URL(opened.address)
  expect([address.protocol, address.host]).toEqual(['otpauth:', 'totp'])
  expect(address.searchParams.get('secret')).toBe(opened.secret)
  expect(address.searchParams.get('issuer')).toBe('Activation Line')
})

test('with a password and a code he is enrolled, and has ten codes for bad days', async () => {
  const { email, secret: invitation } = await people.invited(now)
  const code = codeAt(await secretOf(invitation), now)
  const said = { invitation, password: goodPassword, code: `${code.slice(0, 3)} ${code.slice(3)}` }
  const done = await people.enrolment.complete(said, from(now))
  expect(done.kind).toBe('enrolled')
  if (done.kind !== 'enrolled') return
  expect(new Set(done.recoveryCodes).size).toBe(10)
  for (const one of done.recoveryCodes)
    expect(one).toMatch(/^([2-9a-hj-np-z]{4}-){3}[2-9a-hj-np-z]{4}$/)
  const account = await people.accounts.findLocal(email)
  expect(account?.credentials.password).toMatch(/^\$argon2id\$v=19\$m=/)
  expect(JSON.stringify(account)).not.toContain(goodPassword)
})

test('an invitation is good once', async () => {
  const { secret: invitation } = await people.invited(now)
  const said = { invitation, password: goodPassword, code: codeAt(await secretOf(invitation), now) }
  const all = await Promise.all([1, 2, 3].map(() => people.enrolment.complete(said, from(now))))
  expect(all.filter(({ kind }) => kind === 'enrolled')).toHaveLength(1)
  expect(await people.enrolment.open(invitation, from(now))).toEqual({
    kind: 'refused',
    reason: 'invitation',
  })
})

test('an invitation that is not good is told in the audit, and whose it was', async () => {
  const { id, secret: invitation } = await people.invited(now)
  await people.enrolment.open(invitation, from(now + day))
  await people.enrolment.open('A'.repeat(43), from(now))
  expect((await people.entries()).slice(-2)).toMatchObject([
    { kind: 'sign-in-failed', why: 'invitation', operator: id },
    { kind: 'sign-in-failed', why: 'invitation', operator: null },
  ])
})

test('an invitation is good for a day', async () => {
  const { secret: invitation } = await people.invited(now)
  await secretOf(invitation, now + day - 1)
  const refused = { kind: 'refused', reason: 'invitation' }
  const at = now + day
  expect(await people.enrolment.open(invitation, from(at))).toEqual(refused)
  const code = codeAt(await secretOf(invitation), at)
  const said = { invitation, password: goodPassword, code }
  expect(await people.enrolment.complete(said, from(at))).toEqual(refused)
})

test.each([
  ['Zebra7-Kite', 'password-too-short'],
  ['aaaaaaaaaaaaaaaa', 'password-common'],
  ['123456789012', 'password-common'],
  ['Password1234!', 'password-common'],
  ['x'.repeat(3) + 'abcdefg '.repeat(40), 'password-too-long'],
] as const)('the password "%s" is refused, and the invitation stays', async (password, reason) => {
  const { secret: invitation } = await people.invited(now)
  const code = codeAt(await secretOf(invitation), now)
  const refused = await people.enrolment.complete({ invitation, password, code }, from(now))
  expect(refused).toEqual({ kind: 'refused', reason })
  const better = { invitation, password: goodPassword, code }
  expect((await people.enrolment.complete(better, from(now))).kind).toBe('enrolled')
})

test('a wrong code is told, and the invitation stays', async () => {
  const { secret: invitation } = await people.invited(now)
  await secretOf(invitation)
  const said = { invitation, password: goodPassword, code: '000000' }
  expect(await people.enrolment.complete(said, from(now))).toEqual({
    kind: 'refused',
    reason: 'code',
  })
  expect((await people.entries()).at(-1)).toMatchObject({ kind: 'sign-in-failed', why: 'code' })
  await secretOf(invitation)
})

test('the code of the enrolment is no good for the first sign-in', async () => {
  const { email, secret: invitation } = await people.invited(now)
  const code = codeAt(await secretOf(invitation), now)
  await people.enrolment.complete({ invitation, password: goodPassword, code }, from(now))
  const whence = { ...from(now), deviceOf: () => undefined }
  const half = await people.signIn.password({ email, password: goodPassword }, whence)
  if (half.kind !== 'code-needed') throw new Error('not signed in')
  expect(await people.signIn.code({ session: half.session, code }, whence)).toMatchObject({
    reason: 'code',
  })
})

test('who is invited again loses his password, his codes and his sessions at once', async () => {
  const person = await people.enrolled(now)
  const again = await inviteAgain(people.accounts, person.id, { by: 'cli', at: now })
  const whence = { ...from(now), deviceOf: () => undefined }
  const { email, password } = person
  expect(await people.signIn.password({ email, password }, whence)).toMatchObject({
    reason: 'name-or-password',
  })
  expect((await people.enrolment.open(again?.secret ?? '', from(now))).kind).toBe('invited')
})

test('a disabled operator cannot enrol', async () => {
  const { id, secret: invitation } = await people.invited(now)
  await people.accounts.setState(id, 'disabled', { by: 'cli', at: now })
  expect(await people.enrolment.open(invitation, from(now))).toMatchObject({
    reason: 'invitation',
  })
})

test('whoever guesses at invitations waits', async () => {
  const guess = () => people.enrolment.open('A'.repeat(43), from(now, '203.0.113.5'))
  for (let tries = 0; tries < 50; tries += 1) expect((await guess()).kind).toBe('refused')
  expect((await guess()).kind).toBe('wait')
})
