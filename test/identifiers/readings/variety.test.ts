import { expect, test } from '@jest/globals'
import { createVariety } from '../../../src/identifiers/readings/variety.ts'

test('the place at which readings differ most comes first; where they agree nothing is to be asked', () => {
  const variety = createVariety()
  expect(variety.places()).toEqual([])
  const same = Array.from({ length: 9 }, (_, at) => `${at}000000`)
  variety.add(same)
  variety.add(same.with(3, '1111111'))
  variety.add(same.with(3, '2222222').with(7, '3333333'))
  variety.add(same.with(7, '3333333'))
  expect(variety.places()).toEqual([4, 8])
})
