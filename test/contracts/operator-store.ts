import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import type { Ledger } from '../../src/activation/ledger.ts'
import type { Country, E164, Language } from '../../src/base/brand.ts'
import type { OperatorId } from '../../src/base/operator.ts'
import type { Enrolment } from '../../src/operators/accounts/account-store.ts'
import {
  drawOperatorId,
  drawSecret,
  hashOfSecret,
} from '../../src/operators/accounts/secrets-of-chance.ts'
import { seal } from './sealing.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { openOperatorStore, type OperatorStore } from '../../src/stores/operator-store.ts'

/** What must hold of operators and their sessions on every engine; `open` gives an empty database of that engine. */
export function describeOperatorStore(engine: string, open: () => Promise<Kysely<unknown>>): void {
  describe(`operators on ${engine}`, () => {
    let database: Kysely<unknown>
    let ledger: Ledger
    let store: OperatorStore
    beforeAll(async () => {
      database = await open()
      ledger = await openLedger(database)
      store = await openOperatorStore(database)
    })
    afterAll(() => database.destroy())

    const act = { by: 'cli', at: 1 }
    const newHash = (): string => hashOfSecret(drawSecret())
    let people = 0
    const somebody = () => ({
      id: drawOperatorId(),
      name: `Ann ${(people += 1)}`,
      email: `ann-${people}@example.com`,
      roles: ['operator'] as const,
      languages: ['nl', 'de'] as Language[],
      countries: ['NL'] as Country[],
      telephone: '+31201234567' as E164,
    })
    const invite = async () => {
      const operator = somebody()
      const hash = newHash()
      const invitation = { hash, expiresAt: 1_000 }
      expect(await store.accounts.invite(operator, invitation, act)).toBe('invited')
      return { operator, hash }
    }
    const enrolment = (step = 5): Enrolment => ({
      password: `phc-${newHash()}`,
      step,
      recoveryCodes: [newHash(), newHash()],
      from: 'somewhere',
      at: 10,
    })
    const enrolled = async () => {
      const { operator, hash } = await invite()
      await store.accounts.keepSecret(hash, 'sealed')
      const chosen = enrolment()
      await store.accounts.enrol(hash, chosen)
      return { ...operator, chosen }
    }
    const signedIn = async (operator: OperatorId, at = 20): Promise<string> => {
      const hash = newHash()
      const of = { operator, means: 'code', from: 'somewhere', at } as const
      expect(await store.sessions.begin(hash, of, undefined)).toBe(true)
      return hash
    }
    const entriesOf = async (operator: OperatorId): Promise<readonly unknown[]> => {
      const found: unknown[] = []
      for await (const row of ledger.exportRows({ table: 'audit', since: 0 })) {
        if (String(row['entry']).includes(operator)) found.push(JSON.parse(String(row['entry'])))
      }
      return found
    }

    test('who is invited is found by his address, with all that was said of him', async () => {
      const { operator, hash } = await invite()
      const account = {
        operator: { ...operator, state: 'active', identity: { kind: 'local' } },
        credentials: { generation: 0 },
      }
      expect(await store.accounts.findLocal(operator.email)).toEqual(account)
      expect(await store.accounts.find(operator.id)).toEqual(account)
      expect(await store.accounts.list()).toContainEqual(account)
      expect(await store.accounts.invited(hash)).toEqual({ ...account, expiresAt: 1_000 })
      expect(await store.accounts.findLocal('nobody@example.com')).toBeUndefined()
      expect(await store.accounts.invited(newHash())).toBeUndefined()
    })

    test('an address is given once', async () => {
      const { operator } = await invite()
      const other = { ...somebody(), email: operator.email }
      const invitation = { hash: newHash(), expiresAt: 1_000 }
      expect(await store.accounts.invite(other, invitation, act)).toBe('taken')
      expect(await store.accounts.invited(invitation.hash)).toBeUndefined()
    })

    test('of two who open an invitation at once, both are shown one secret', async () => {
      const { hash } = await invite()
      const shown = await Promise.all(
        ['one', 'two', 'three'].map((secret) => store.accounts.keepSecret(hash, secret)),
      )
      expect(new Set(shown).size).toBe(1)
      expect(await store.accounts.keepSecret(newHash(), 'one')).toBeUndefined()
    })

    test('an invitation is taken once, before it expires', async () => {
      const { operator, hash } = await invite()
      expect(await store.accounts.enrol(hash, enrolment())).toBeUndefined()
      await store.accounts.keepSecret(hash, 'sealed')
      expect(await store.accounts.enrol(hash, { ...enrolment(), at: 1_000 })).toBeUndefined()
      const all = await Promise.all(
        Array.from({ length: 4 }, () => store.accounts.enrol(hash, enrolment())),
      )
      expect(all.filter((one) => one !== undefined)).toHaveLength(1)
      expect(await store.accounts.enrol(hash, enrolment())).toBeUndefined()
      expect(await store.accounts.find(operator.id)).toMatchObject({
        credentials: { secret: 'sealed', generation: 1 },
      })
    })

    test('an invitation in place of another makes that one worthless, and what was chosen too', async () => {
      const operator = await enrolled()
      const session = await signedIn(operator.id)
      const [first, second] = [newHash(), newHash()]
      for (const hash of [first, second]) {
        expect(await store.accounts.inviteAgain(operator.id, { hash, expiresAt: 1_000 }, act)).toBe(
          true,
        )
      }
      expect(await store.accounts.invited(first)).toBeUndefined()
      expect(await store.accounts.invited(second)).toBeDefined()
      expect((await store.accounts.find(operator.id))?.credentials).toEqual({ generation: 3 })
      expect(await store.sessions.find(session)).toBeUndefined()
      const [code = ''] = operator.chosen.recoveryCodes
      expect(await store.accounts.takeRecoveryCode(operator.id, code)).toBeUndefined()
    })

    test('a one-time code is good once, and none that is older', async () => {
      const { id } = await enrolled()
      expect(await store.accounts.takeStep(id, 5)).toBe(false)
      const at = await Promise.all([6, 6, 6].map((step) => store.accounts.takeStep(id, step)))
      expect(at.filter(Boolean)).toHaveLength(1)
      expect(await store.accounts.takeStep(id, 4)).toBe(false)
      expect(await store.accounts.takeStep(id, 8)).toBe(true)
    })

    test("a recovery code is good once, and another's never", async () => {
      const [one, other] = [await enrolled(), await enrolled()]
      const [first = '', second = ''] = one.chosen.recoveryCodes
      expect(await store.accounts.takeRecoveryCode(other.id, first)).toBeUndefined()
      const at = await Promise.all(
        [first, first].map((code) => store.accounts.takeRecoveryCode(one.id, code)),
      )
      expect(at.filter((left) => left === 1)).toHaveLength(1)
      expect(at.filter((left) => left === undefined)).toHaveLength(1)
      expect(await store.accounts.takeRecoveryCode(one.id, second)).toBe(0)
    })

    test('a password is hashed anew only where nobody changed it meanwhile', async () => {
      const { id, chosen } = await enrolled()
      await store.accounts.rehash(id, 'another', 'stronger')
      expect((await store.accounts.find(id))?.credentials.password).toBe(chosen.password)
      await store.accounts.rehash(id, chosen.password, 'stronger')
      expect((await store.accounts.find(id))?.credentials.password).toBe('stronger')
    })

    test('other roles hold at once, in the sessions that there are', async () => {
      const { id } = await enrolled()
      const session = await signedIn(id)
      await store.accounts.setRoles(id, ['supervisor', 'operator'], act)
      expect((await store.sessions.find(session))?.account.operator.roles).toEqual([
        'supervisor',
        'operator',
      ])
    })

    test('who is disabled is signed out, and stays in the books', async () => {
      const { id } = await enrolled()
      const session = await signedIn(id)
      expect(await store.accounts.setState(id, 'disabled', act)).toMatchObject({
        state: 'disabled',
      })
      expect(await store.sessions.find(session)).toBeUndefined()
      expect(await store.accounts.setState(id, 'active', act)).toMatchObject({ state: 'active' })
      expect(await store.accounts.setState('nobody' as OperatorId, 'disabled', act)).toBeUndefined()
    })

    test('details change one by one, and the audit tells which but not what', async () => {
      const { id, email } = await enrolled()
      const changed = await store.accounts.change(
        id,
        { telephone: '+31207654321' as E164, languages: ['fr'] as Language[] },
        act,
      )
      expect(changed).toMatchObject({ telephone: '+31207654321', languages: ['fr'], email })
      expect(await entriesOf(id)).toContainEqual({
        kind: 'operator-changed',
        operator: id,
        fields: ['languages', 'telephone'],
        ...act,
      })
    })

    test('a session is found by its hash, with its operator', async () => {
      const { id } = await enrolled()
      const hash = await signedIn(id, 100)
      expect(await store.sessions.find(hash)).toMatchObject({
        session: { hash, stage: 'whole', beganAt: 100, seenAt: 100 },
        account: { operator: { id } },
      })
      await store.sessions.noteUse(hash, 200)
      await store.sessions.noteUse(hash, 150)
      expect((await store.sessions.find(hash))?.session.seenAt).toBe(200)
      await store.sessions.end(hash, 300)
      expect(await store.sessions.find(hash)).toBeUndefined()
    })

    test('half a session becomes a whole one once, under another name', async () => {
      const { id } = await enrolled()
      const half = newHash()
      await store.sessions.beginHalf(half, id, 20)
      expect(await store.sessions.countTry(half)).toBe(1)
      expect(await store.sessions.countTry(half)).toBe(2)
      const of = { operator: id, means: 'code', from: 'x', at: 30 } as const
      const all = await Promise.all(
        Array.from({ length: 4 }, () => store.sessions.begin(newHash(), of, half)),
      )
      expect(all.filter(Boolean)).toHaveLength(1)
      expect(await store.sessions.find(half)).toBeUndefined()
      expect(await store.sessions.countTry(half)).toBe(Number.POSITIVE_INFINITY)
    })

    test("nobody begins a session by half of another's", async () => {
      const [one, other] = [await enrolled(), await enrolled()]
      const half = newHash()
      await store.sessions.beginHalf(half, one.id, 20)
      const of = { operator: other.id, means: 'code', from: 'x', at: 30 } as const
      expect(await store.sessions.begin(newHash(), of, half)).toBe(false)
      expect(await store.sessions.find(half)).toBeDefined()
    })

    test('who signs out everywhere is signed out everywhere, and nobody else', async () => {
      const [one, other] = [await enrolled(), await enrolled()]
      const mine = [await signedIn(one.id), await signedIn(one.id)]
      const his = await signedIn(other.id)
      await store.sessions.endAll(one.id, 30)
      for (const hash of mine) expect(await store.sessions.find(hash)).toBeUndefined()
      expect(await store.sessions.find(his)).toBeDefined()
    })

    test('sessions that are over go when the next one begins', async () => {
      const { id } = await enrolled()
      const old = await signedIn(id, 100)
      await signedIn(id, 100 + 12 * 60 * 60_000)
      expect(await store.sessions.find(old)).toBeDefined()
      await signedIn(id, 101 + 12 * 60 * 60_000)
      expect(await store.sessions.find(old)).toBeUndefined()
    })

    const admission = (subject: string, roles: readonly ('operator' | 'supervisor')[]) => ({
      identity: { kind: 'organisation', issuer: 'https://id.example', subject } as const,
      id: drawOperatorId(),
      name: 'Bea',
      email: 'bea@example.com',
      roles,
      at: 5,
    })

    test('who comes from an organisation stays the same operator, with the roles that it now says', async () => {
      const first = await store.accounts.admit(admission('bea', ['operator']))
      const again = await store.accounts.admit(admission('bea', ['supervisor']))
      const same = await store.accounts.admit(admission('bea', ['supervisor']))
      expect(again).toEqual({ ...first, roles: ['supervisor'] })
      expect(same).toEqual(again)
      expect(await entriesOf(first.id)).toEqual(
        ['operator', 'supervisor'].map((role) => ({
          kind: 'operator-roles',
          operator: first.id,
          roles: [role],
          by: 'organisation',
          at: 5,
        })),
      )
    })

    test('an organisation says who its own are, not who is local', async () => {
      const { id, email } = await enrolled()
      const other = await store.accounts.admit({ ...admission('x', ['operator']), email })
      expect(other.id).not.toBe(id)
      expect((await store.accounts.findLocal(email))?.operator.id).toBe(id)
    })

    test('nobody whom an organisation vouches for is invited to choose a password', async () => {
      const { id } = await store.accounts.admit(admission('carl', ['operator']))
      const invitation = { hash: newHash(), expiresAt: 1_000 }
      expect(await store.accounts.inviteAgain(id, invitation, act)).toBe(false)
    })

    const differences = async (): Promise<readonly string[]> => {
      const verified = await ledger.verifyAudit({ seal, kept: undefined, now: 1, atMost: 100 })
      return verified.differences
        .filter(({ where }) => where.startsWith('operators'))
        .map(({ where, what }) => `${where}: ${what}`)
    }

    test('who has a role, or is there, by none of the entries is found by the audit', async () => {
      const before = await enrolled()
      await store.accounts.setRoles(before.id, ['supervisor'], act)
      await store.accounts.setState(before.id, 'disabled', act)
      await store.accounts.inviteAgain(before.id, { hash: newHash(), expiresAt: 9 }, act)
      await store.accounts.admit(admission('dora', ['operator']))
      expect(await differences()).toEqual([])
      const { id } = await enrolled()
      const gone = await invite()
      await sql`update operators set roles = 'administrator', state = 'disabled', generation = 9
        where id = ${id}`.execute(database)
      await sql`delete from operator_invitations where operator = ${gone.operator.id}`.execute(
        database,
      )
      await sql`delete from operators where id = ${gone.operator.id}`.execute(database)
      await sql`insert into operators (id, name, email, roles, languages, countries, added_at)
        values ('by-hand', 'x', 'x@example.com', 'administrator', '', '', 1)`.execute(database)
      expect((await differences()).toSorted()).toEqual(
        [
          `operators ${id}: roles is "administrator", and "operator" by the audit`,
          `operators ${id}: state is "disabled", and "active" by the audit`,
          `operators ${id}: generation is 9, and 1 by the audit`,
          `operators ${gone.operator.id}: missing`,
          'operators by-hand: stands in no entry',
        ].toSorted(),
      )
    })

    test('the audit tells all that happened, and no name or address', async () => {
      const { id, email, name } = await enrolled()
      await store.sessions.end(await signedIn(id), 25)
      await store.accounts.setRoles(id, ['administrator'], act)
      await store.accounts.setState(id, 'disabled', act)
      const why = 'password'
      await store.accounts.note({ kind: 'sign-in-failed', operator: id, why, from: 'x', at: 40 })
      const entries = await entriesOf(id)
      expect(entries.map((one) => (one as { readonly kind: string }).kind)).toEqual([
        'operator-invited',
        'operator-enrolled',
        'signed-in',
        'signed-out',
        'operator-roles',
        'operator-state',
        'sign-in-failed',
      ])
      expect(JSON.stringify(entries)).not.toContain(email)
      expect(JSON.stringify(entries)).not.toContain(name)
    })
  })
}
