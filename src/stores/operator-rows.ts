import type { Selectable } from 'kysely'
import type { Country, E164, Language } from '../base/brand.ts'
import { type Role, roles } from '../base/operator.ts'
import type { Account } from '../operators/accounts/account-store.ts'
import type { Identity, Operator } from '../operators/accounts/operator.ts'
import type { OperatorTables } from './operator-tables.ts'

type Row = Selectable<OperatorTables['operators']>

export function toAccount(row: Row): Account {
  const { password, secret, generation } = row
  return {
    operator: toOperator(row),
    credentials: {
      generation,
      ...(password !== null && { password }),
      ...(secret !== null && { secret }),
    },
  }
}

export function toOperator(row: Row): Operator {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roles: listed(row.roles).filter(isRole),
    languages: listed(row.languages) as readonly Language[],
    countries: listed(row.countries) as readonly Country[],
    ...(row.telephone !== null && { telephone: row.telephone as E164 }),
    state: row.state,
    identity: identityOf(row),
  }
}

function identityOf({ issuer, subject }: Row): Identity {
  return issuer === null || subject === null
    ? { kind: 'local' }
    : { kind: 'organisation', issuer, subject }
}

function listed(text: string): readonly string[] {
  return text === '' ? [] : text.split(',')
}

function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}

/** What of a row holds before he has done anything. */
export const newcomer = {
  state: 'active',
  issuer: null,
  subject: null,
  password: null,
  secret: null,
  step: 0,
  generation: 0,
} as const
