import { expect, test } from '@jest/globals'
import { rolesOfClaims } from '../../../src/operators/organisation/roles-of-claims.ts'

const names = { operator: ['helpers'], supervisor: ['leads', 'chiefs'], administrator: [] }

test.each([
  ['a list', { roles: ['chiefs', 'helpers'] }, 'roles', ['operator', 'supervisor']],
  ['one word', { roles: 'leads' }, 'roles', ['supervisor']],
  [
    'a claim with dots in its name',
    { 'https://a.example/r': ['helpers'] },
    'https://a.example/r',
    ['operator'],
  ],
  ['a claim within another', { realm: { roles: ['helpers'] } }, 'realm.roles', ['operator']],
  ['no such claim', { other: ['helpers'] }, 'roles', []],
  ['words that only begin alike', { roles: ['helpers2', 'lead'] }, 'roles', []],
  ['what every object has', {}, 'constructor.name', []],
  ['a way through a word', { realm: 'helpers' }, 'realm.length', []],
] as const)('%s gives its roles', (_, claims, claim, roles) => {
  expect(rolesOfClaims(claims, { claim, names })).toEqual(roles)
})
