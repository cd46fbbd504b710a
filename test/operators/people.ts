import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Language, Country } from '../../src/base/brand.ts'
import type { OperatorId, Role } from '../../src/base/operator.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { createDevices } from '../../src/operators/accounts/devices.ts'
import { createEnrolment, type Enrolment } from '../../src/operators/accounts/enrolment.ts'
import { invite } from '../../src/operators/accounts/invite.ts'
import { codeAt } from '../../src/operators/accounts/one-time-code.ts'
import { createPasswordHashing } from '../../src/operators/accounts/password-hash.ts'
import { createSealing } from '../../src/operators/accounts/sealing.ts'
import { createSignIn, type SignIn } from '../../src/operators/accounts/sign-in.ts'
import { createSignInLimits } from '../../src/operators/accounts/sign-in-limits.ts'
import { sealingPurpose } from '../../src/operators/open-console.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { openOperatorStore, type OperatorStore } from '../../src/stores/operator-store.ts'

/** Somebody who has enrolled, with what he knows and holds. */
export type Somebody = {
  readonly id: OperatorId
  readonly email: string
  readonly password: string
  readonly recoveryCodes: readonly string[]
  /** What his authenticator shows. */
  readonly codeAt: (at: number) => string
}

export type People = OperatorStore & {
  readonly ledger: Ledger
  readonly database: Kysely<unknown>
  readonly signIn: SignIn
  readonly enrolment: Enrolment
  /** Invited just now, and nothing more. */
  readonly invited: (at: number, roles?: readonly Role[]) => Promise<Invited>
  /** Invited and enrolled an hour before. */
  readonly enrolled: (at: number, roles?: readonly Role[]) => Promise<Somebody>
  /** The entries of the audit about signing in, as they were written. */
  readonly entries: () => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly close: () => Promise<void>
}

type Invited = { readonly id: OperatorId; readonly email: string; readonly secret: string }

/** Nobody steals what these tests hash. */
export const leastCost = { memory: 8, passes: 1, parallelism: 1 }

export const goodPassword = 'correct horse battery staple'

/** As the secrets of a master key do. */
export const derive = (info: string, length: number): Uint8Array =>
  createHash('sha256').update(info).digest().subarray(0, length)

/** A ledger with operators, in a file. */
export async function openPeople(folder: string): Promise<People> {
  const database = await openDatabase({ kind: 'sqlite', file: join(folder, 'line.db') })
  const ledger = await openLedger(database)
  const store = await openOperatorStore(database)
  const { accounts } = store
  const parts = {
    ...store,
    hashing: createPasswordHashing(leastCost),
    sealing: createSealing(derive(sealingPurpose, 32)),
    devices: createDevices(derive('devices', 32)),
    limits: createSignInLimits({
      tallies: createTallies(),
      key: derive('limits', 32),
      timeoutInMs: 60_000,
      report: () => {},
    }),
    hashAddress: (address: string) => `hash of ${address}`,
  }
  const enrolment = createEnrolment(parts)
  let count = 0

  const invited: People['invited'] = async (at, roles = ['operator']) => {
    count += 1
    const email = `person-${count}@example.com`
    const added = await invite(
      accounts,
      {
        name: `Person ${count}`,
        email,
        roles,
        languages: ['nl' as Language],
        countries: ['NL' as Country],
      },
      { by: 'cli', at },
    )
    if (added === 'taken') throw new Error('the address is taken')
    return { id: added.id, email, secret: added.invitation.secret }
  }

  return {
    ...store,
    ledger,
    database,
    signIn: createSignIn(parts),
    enrolment,
    invited,
    enrolled: async (now, roles) => {
      const at = now - 3_600_000
      const { id, email, secret: invitation } = await invited(at, roles)
      const whence = { address: '192.0.2.1', at }
      const opened = await enrolment.open(invitation, whence)
      if (opened.kind !== 'invited') throw new Error('not invited')
      const { secret } = opened
      const password = `${goodPassword} ${count}`
      const code = codeAt(secret, at)
      const done = await enrolment.complete({ invitation, password, code }, whence)
      if (done.kind !== 'enrolled') throw new Error(`not enrolled: ${JSON.stringify(done)}`)
      const { recoveryCodes } = done
      return { id, email, password, recoveryCodes, codeAt: (then) => codeAt(secret, then) }
    },
    entries: async () => {
      const found: Record<string, unknown>[] = []
      for await (const row of ledger.exportRows({ table: 'audit', since: 0 })) {
        found.push(JSON.parse(String(row['entry'])) as Record<string, unknown>)
      }
      return found
    },
    close: () => database.destroy(),
  }
}
