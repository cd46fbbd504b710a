import { expect, test } from '@jest/globals'
import { createPasswordHashing } from '../../../src/operators/accounts/password-hash.ts'
import { leastCost } from '../people.ts'

const hashing = createPasswordHashing(leastCost)

test('a password is kept in the form that other programs read, with a salt of its own', async () => {
  const [one, other] = [await hashing.hash('a password'), await hashing.hash('a password')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(other).not.toBe(one)
})

test('the right password is right, and any other is not', async () => {
  const hash = await hashing.hash('a password')
  expect(await hashing.verify('a password', hash)).toEqual({ isRight: true, isWeak: false })
  for (const wrong of ['A password', '', 'a password ']) {
    expect(await hashing.verify(wrong, hash)).toMatchObject({ isRight: false })
  }
})

test('letters are the same however a keyboard composes them', async () => {
  const hash = await hashing.hash('caf\u00e9 caf\u00e9')
  expect(await hashing.verify('cafe\u0301 cafe\u0301', hash)).toMatchObject({ isRight: true })
})

/** Of the reference implementation's own tests: two passes, 2^16 KiB, "password" with "somesalt". */
test('a hash that another program made is read', async () => {
  const theirs =
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await hashing.verify('password', theirs)).toMatchObject({ isRight: true })
})

test('a hash that costs less than is usual now is to be made anew', async () => {
  const cheap = await hashing.hash('a password')
  const dearer = createPasswordHashing({ ...leastCost, memory: 16 })
  expect(await dearer.verify('a password', cheap)).toEqual({ isRight: true, isWeak: true })
  const twice = createPasswordHashing({ ...leastCost, passes: 2 })
  expect(await twice.verify('a password', cheap)).toMatchObject({ isWeak: true })
})

test.each([
  undefined,
  '',
  'a password',
  '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$',
])('nothing is right where "%s" is kept', async (hash) => {
  expect(await hashing.verify('a password', hash)).toMatchObject({ isRight: false })
})

test('whoever waits for many passwords does not hold up the calls', async () => {
  const usual = createPasswordHashing()
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await Promise.all(Array.from({ length: 6 }, () => usual.verify('a password', undefined)))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})
