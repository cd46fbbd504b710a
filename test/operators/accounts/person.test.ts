import { expect, test } from '@jest/globals'
import type { z } from 'zod'
import {
  emailAddress,
  ownTelephone,
  personName,
  someCountries,
  someLanguages,
  someRoles,
  telephoneOrNone,
} from '../../../src/operators/accounts/person.ts'

test.each<[z.ZodType, unknown, unknown]>([
  [personName, '  Ann Example ', 'Ann Example'],
  [emailAddress, ' Ann@Example.COM', 'ann@example.com'],
  [someRoles, ['administrator', 'operator', 'operator'], ['operator', 'administrator']],
  [someLanguages, ['nl', 'de', 'nl'], ['nl', 'de']],
  [someCountries, [], []],
  [ownTelephone, '+31 20 123 45 67', '+31201234567'],
  [ownTelephone, '+1 (202) 555-0143', '+12025550143'],
  [telephoneOrNone, 'none', 'none'],
])('%# is read as it is meant', (schema, written, meant) => {
  expect(schema.parse(written)).toEqual(meant)
})

test.each<[z.ZodType, unknown, string]>([
  [personName, '', 'must be a name'],
  [personName, 'Ann\u0000', 'must be a name'],
  [personName, 'x'.repeat(101), 'must be a name'],
  [emailAddress, 'ann', 'must be an e-mail address'],
  [emailAddress, `${'x'.repeat(250)}@example.com`, 'must be an e-mail address'],
  [someRoles, [], 'must be some of operator, supervisor, administrator'],
  [someRoles, ['Operator'], 'must be some of operator'],
  [someLanguages, ['dutch'], 'must be languages such as nl'],
  [someCountries, ['nl'], 'must be countries such as NL'],
  [ownTelephone, '0201234567', 'must be a fixed or mobile number'],
  [ownTelephone, '+31 900 1234', 'must be a fixed or mobile number'],
  [ownTelephone, '+31 800 1234', 'must be a fixed or mobile number'],
  [ownTelephone, '+870 773 123456', 'must be a fixed or mobile number'],
  [ownTelephone, '+44 9098 790000', 'must be a fixed or mobile number'],
  [telephoneOrNone, '112', 'must be a fixed or mobile number'],
])('%# is refused, with what it must be', (schema, written, words) => {
  expect(schema.safeParse(written).error?.issues[0]?.message).toContain(words)
})
