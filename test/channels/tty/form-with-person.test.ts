import { expect, test } from '@jest/globals'
import type { CallId, Language } from '../../../src/base/brand.ts'
import { nobodyWrites } from '../../../src/calls/correspondence.ts'
import type { Manner, WrittenTurn } from '../../../src/channels/tty/conversation/written-turn.ts'
import { createTextCalls } from '../../../src/channels/tty/text-calls.ts'
import { textNumbers } from '../../../src/line/served.ts'
import { loadScripts } from '../../../src/scripts/load-scripts.ts'
import { createWording } from '../../../src/wording/create-wording.ts'
import { createPrinting } from '../../../src/wording/printed/create-printing.ts'
import { written } from '../../line/in-writing.ts'

const { scripts, locales, printed } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})

/** How a call stands whose caller waits for a person, and has the line in this form. */
const standing = (form: Manner['form']) => {
  const turn: WrittenTurn = {
    kind: 'transfer',
    awaited: 4,
    language: 'en' as Language,
    manner: { form, isRelay: false },
    first: [],
    say: [],
  }
  const texts = createTextCalls({
    calls: {
      conduct: async () => ({ kind: 'reply', reply: JSON.stringify(turn) }),
      hangUp: async () => undefined,
    },
    during: (work) => work(),
    numbers: textNumbers(scripts, [written]),
    wording: createWording(locales),
    printing: createPrinting(printed),
    correspondence: nobodyWrites,
    now: () => 0,
    onEvent: () => {},
    onFault: () => {},
  })
  return texts.ring({ callSid: 'CA1' as CallId, to: written.number, attested: 'full' })
}

test.each(['text', 'vco', 'hco'] as const)(
  'with a person both write, whether he writes, speaks or hears with the line (%s)',
  async (form) => {
    expect(await standing(form)).toEqual({ kind: 'writes', awaited: 4 })
  },
)
