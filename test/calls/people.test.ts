import { expect, test } from '@jest/globals'
import type { CallId } from '../../src/base/brand.ts'
import { nobodyThere } from '../../src/calls/people.ts'

test('on a line without a desk whoever comes back from a person has met nobody', async () => {
  expect(await nobodyThere.came('CA1' as CallId)).toEqual({ kind: 'nobody' })
})
