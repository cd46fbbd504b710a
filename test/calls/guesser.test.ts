import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import {
  type CallEvent,
  type Key,
  placeCall,
  seededChance,
  virtualClock,
} from '../../src/phone/index.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { keys, openWholeLine, product, type WholeLine } from '../support/whole-line.ts'

const newFolder = temporaryFolders()
let whole: WholeLine
beforeAll(async () => {
  whole = await openWholeLine({ folder: newFolder(), mostReadings: 50 })
})
afterAll(() => whole.close())

const serial = keys.many.first
const forged = (nth: number): readonly string[] =>
  makeInstallationId({
    product,
    serial,
    secret: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, nth),
    hardware: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  })

const genuine = (): readonly string[] =>
  makeInstallationId({
    product,
    serial,
    secret: whole.secrets.keySecret(product, serial),
    hardware: Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1),
  })

type Calling = { readonly from: string; readonly extra?: Readonly<Record<string, string>> }

/** A machine that keys an ID at the first word, and then the two groups that are asked for. */
async function key(
  id: readonly string[],
  { from, extra = {} }: Calling,
): Promise<readonly CallEvent[]> {
  const clock = virtualClock()
  let turn = 0
  let isListening = false
  const pressed = [id.join(''), id[3] ?? '', id[6] ?? '']
  const call = placeCall({
    line: whole.line,
    from,
    to: whole.numbers.get('GB') ?? '',
    clock,
    chance: seededChance(1),
    gapInMs: 0,
    extra,
    caller: (line) => ({
      hear: ({ kind }) => {
        if (kind === 'listening') isListening = true
        if (kind !== 'said' || !isListening) return
        isListening = false
        const press = pressed[turn]
        turn += 1
        if (press === undefined) line.hangUp()
        for (const one of press ?? '') line.press(one as Key)
      },
    }),
  })
  return (await call.ended).events
}

/** From the last key of the whole ID until the line listens again, and what it says then. */
function afterTheId(events: readonly CallEvent[]): { waits: number; says: string } {
  const at = events.findIndex(({ kind }) => kind === 'deaf')
  const next = events.findIndex(({ kind }, index) => index > at && kind === 'listening')
  const said = events.find((event, index) => index > next && event.kind === 'said')
  return {
    waits: (events[next]?.at ?? NaN) - (events[at]?.at ?? NaN),
    says:
      said?.kind === 'said' && said.utterance.kind === 'words' ? said.utterance.text : 'nothing',
  }
}

test('who tries one forged ID after the other waits longer and longer; a genuine one is through at once', async () => {
  const from = '+442079460001'
  const waits: number[] = []
  for (let tries = 1; tries <= 9; tries += 1) {
    const { waits: one, says } = afterTheId(await key(forged(tries), { from }))
    expect(says).toContain('group four')
    waits.push(one)
  }
  expect(waits.slice(0, 5).every((one) => one < 1_000)).toBe(true)
  const slowed = waits.slice(5)
  for (const [index, least] of [2_000, 4_000, 8_000, 16_000].entries()) {
    expect(slowed[index]).toBeGreaterThan(least)
    expect(slowed[index]).toBeLessThan(least + 4_000)
  }
  const through = afterTheId(await key(genuine(), { from }))
  expect(through.waits).toBeLessThan(1_000)
  expect(through.says).toContain('that is right')
})

test('a number that the carriers say is not his own is slowed at its second try', async () => {
  const calling = { from: '+442079460002', extra: { StirVerstat: 'TN-Validation-Failed-A' } }
  const waits: number[] = []
  for (const tries of [11, 12]) waits.push(afterTheId(await key(forged(tries), calling)).waits)
  expect(waits[0]).toBeLessThan(1_000)
  expect(waits[1]).toBeGreaterThan(2_000)
})

test('who withholds his number does not wait for what others tried', async () => {
  const from = 'anonymous'
  for (const tries of [21, 22, 23]) {
    expect(afterTheId(await key(forged(tries), { from })).waits).toBeLessThan(1_000)
  }
})
