import { expect, test } from '@jest/globals'
import { rememberedTicks } from '../../src/pages/console/contact/remembered-ticks.ts'

const blocks = ['1234567', '2345678', '3456789']

test('the blocks that a caller has are known after a reload, for him and this answer alone, and no digit is kept', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  }
  const ticksOf = (contact: string, answer: readonly string[]) =>
    rememberedTicks(storage, { contact, blocks: answer })
  expect(ticksOf('one', blocks).were()).toEqual(new Set())
  ticksOf('one', blocks).keep(new Set([0, 2]))
  expect(ticksOf('one', blocks).were()).toEqual(new Set([0, 2]))
  expect(ticksOf('another', blocks).were()).toEqual(new Set())
  expect(ticksOf('one', blocks.toReversed()).were()).toEqual(new Set())
  for (const block of blocks) expect([...kept.values()].join()).not.toContain(block)
  ticksOf('one', blocks).keep(new Set())
  expect(ticksOf('one', blocks).were()).toEqual(new Set())
})
