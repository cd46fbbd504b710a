import { expect, test } from '@jest/globals'
import type { CallId, Language } from '../../../src/base/brand.ts'
import { type Correspondence, nobodyWrites } from '../../../src/calls/correspondence.ts'
import type { ServedNumber } from '../../../src/calls/numbers-file.ts'
import type { Manner, WrittenTurn } from '../../../src/channels/tty/conversation/written-turn.ts'
import { createTextCalls } from '../../../src/channels/tty/text-calls.ts'
import { createMode } from '../../../src/modem/modes.ts'
import { textNumbers } from '../../../src/line/served.ts'
import { loadScripts } from '../../../src/scripts/load-scripts.ts'
import { createWording } from '../../../src/wording/create-wording.ts'
import { createPrinting } from '../../../src/wording/printed/create-printing.ts'
import { written } from '../../line/in-writing.ts'
import { placeTextCall } from './conversation/telephone.ts'

const { scripts, locales, printed } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})

const english = 'en' as Language
const swedish = 'sv' as Language

/** Calls whose callers wait for a person, and have the line in this form. */
const waiting = (form: Manner['form'], at: ServedNumber, correspondence: Correspondence) => {
  const turn: WrittenTurn = {
    kind: 'transfer',
    awaited: 4,
    language: at.country === 'SE' ? swedish : english,
    manner: { form, isRelay: false },
    first: [],
    say: [],
  }
  return createTextCalls({
    calls: {
      conduct: async () => ({ kind: 'reply', reply: JSON.stringify(turn) }),
      hangUp: async () => undefined,
    },
    during: (work) => work(),
    numbers: textNumbers(scripts, [at]),
    wording: createWording(locales),
    printing: createPrinting(printed),
    correspondence,
    now: () => 0,
    onEvent: () => {},
    onFault: () => {},
  })
}

const call = { callSid: 'CA1' as CallId, to: written.number, attested: 'full' } as const

test.each(['text', 'vco', 'hco'] as const)(
  'with a person both write, whether he writes, speaks or hears with the line (%s)',
  async (form) => {
    const texts = waiting(form, written, nobodyWrites)
    expect(await texts.ring(call)).toEqual({ kind: 'writes', awaited: 4 })
  },
)

test('a person reads the letters that a caller’s DTMF telephone has in his country', async () => {
  const said: string[] = []
  const at = { ...written, country: 'SE' as ServedNumber['country'] }
  const texts = waiting('text', at, {
    ...nobodyWrites,
    look: async () => ({ kind: 'with', letters: [] }),
    say: async (_, { text }) => void said.push(text),
  })
  const talk = placeTextCall({
    model: createMode('dtmf', 'caller'),
    isAtWork: () => false,
    converse: (wire) => {
      const party = texts.converse(call, wire)
      if (party === undefined) throw new Error('nobody writes at this number')
      return party
    },
  })
  await talk.run(5_000)
  talk.type('ÅSA ÖBERG, HJÄLP KOM')
  await talk.untilTyped()
  for (let seconds = 0; seconds < 60 && said.length === 0; seconds += 1) await talk.run(1_000)
  expect(said).toEqual(['ÅSA ÖBERG, HJÄLP'])
})
