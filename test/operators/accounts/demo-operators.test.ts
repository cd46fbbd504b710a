import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { prepareDemoOperators } from '../../../src/operators/accounts/demo-operators.ts'
import { createPasswordHashing } from '../../../src/operators/accounts/password-hash.ts'
import { createSealing } from '../../../src/operators/accounts/sealing.ts'
import { sealingPurpose } from '../../../src/operators/open-console.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { derive, leastCost, openPeople, type People } from '../people.ts'

const newFolder = temporaryFolders()
const now = Date.UTC(2027, 0, 1)

let people: People
beforeAll(async () => {
  people = await openPeople(newFolder())
})
afterAll(() => people.close())

const prepare = (at: number) =>
  prepareDemoOperators(
    {
      accounts: people.accounts,
      hashing: createPasswordHashing(leastCost),
      sealing: createSealing(derive(sealingPurpose, 32)),
      secrets: { derive },
    },
    at,
  )

test('the demo has an operator for each role, the same at every start', async () => {
  const first = await prepare(now)
  const again = await prepare(now + 3_600_000)
  expect(first.map(({ role }) => role)).toEqual(['operator', 'supervisor', 'administrator'])
  const withoutCode = { code: expect.any(String) }
  expect(again).toEqual(first.map((one) => ({ ...one, ...withoutCode })))
  expect(await people.accounts.list()).toHaveLength(3)
})

test('each signs in with what is told', async () => {
  const at = now + 7_200_000
  for (const { role, email, password, code } of await prepare(at)) {
    const whence = { address: '192.0.2.1', deviceOf: () => undefined, at }
    const half = await people.signIn.password({ email, password }, whence)
    const session = half.kind === 'code-needed' ? half.session : ''
    expect(await people.signIn.code({ session, code }, whence)).toMatchObject({
      kind: 'signed-in',
      operator: { roles: [role] },
    })
  }
})
