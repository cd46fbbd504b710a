import { expect, test } from '@jest/globals'
import type { Country } from '../../src/base/brand.ts'
import { readTelephone } from '../../src/calls/read-telephone.ts'

test.each([
  ['NL', '0201234567', '+31201234567', '0201234567'],
  ['NL', '0612345678', '+31612345678', '0612345678'],
  ['NL', '0032470123456', '+32470123456', '0032470123456'],
  ['NL', '0031612345678', '+31612345678', '0612345678'],
  ['NL', '31612345678', '+31612345678', '0612345678'],
  ['DE', '03012345', '+493012345', '03012345'],
  ['GB', '02079460991', '+442079460991', '02079460991'],
  ['US', '2025550142', '+12025550142', '2025550142'],
  ['US', '12025550142', '+12025550142', '2025550142'],
  ['SE', '084650042', '+4684650042', '084650042'],
])('in %s somebody who keys %s means %s, and hears %s', (country, digits, number, dialled) => {
  expect(readTelephone(digits, country as Country)).toEqual({ number, dialled })
})

test.each([
  ['NL', '1234567'],
  ['NL', '612345678'],
  ['DE', '3012345'],
  ['GB', '999'],
  ['US', '0000000'],
  ['NL', '0612345678061234567'],
])('in %s %s is no telephone', (country, digits) => {
  expect(readTelephone(digits, country as Country)).toBeUndefined()
})
