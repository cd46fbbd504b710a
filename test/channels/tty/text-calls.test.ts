import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CallId, E164 } from '../../../src/base/brand.ts'
import type { ServedNumber } from '../../../src/calls/numbers-file.ts'
import type { ModeName } from '../../../src/modem/mode.ts'
import { createMode } from '../../../src/modem/modes.ts'
import { nobodyWrites } from '../../../src/calls/correspondence.ts'
import type { Exchange } from '../../../src/calls/exchange.ts'
import { createTextCalls } from '../../../src/channels/tty/text-calls.ts'
import { textNumbers } from '../../../src/line/served.ts'
import { loadScripts } from '../../../src/scripts/load-scripts.ts'
import { createPrinting } from '../../../src/wording/printed/create-printing.ts'
import { createWording } from '../../../src/wording/create-wording.ts'
import { written } from '../../line/in-writing.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { madeUpId } from '../../support/ids.ts'
import { openWholeLine, type WholeLine } from '../../support/whole-line.ts'
import { placeTextCall, type Placing, type Telephone } from './conversation/telephone.ts'

const { scripts, locales, printed } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})
const newFolder = temporaryFolders()
let line: WholeLine
beforeAll(async () => {
  line = await openWholeLine({ folder: newFolder() })
})
afterAll(() => line.close())

let calls = 0

type Calling = Pick<Placing, 'echo' | 'model'> & { readonly at?: ServedNumber }

/** Calls the line; the keys of each turn are noted. */
function call(keys: string[] = [], { at = written, ...telephone }: Calling = {}): Telephone {
  calls += 1
  let inHand = 0
  const { converse } = createTextCalls({
    calls: {
      ...line.calls,
      conduct: async (exchange: Exchange) => {
        if (exchange.heard.kind === 'keys') keys.push(exchange.heard.keys)
        inHand += 1
        return line.calls.conduct(exchange).finally(() => {
          inHand -= 1
        })
      },
    },
    during: (work) => work(),
    numbers: textNumbers(scripts, [at]),
    wording: createWording(locales),
    printing: createPrinting(printed),
    correspondence: nobodyWrites,
    now: Date.now,
    onEvent: () => {},
    onFault: () => {},
  })
  const callSid = `CA${String(calls).padStart(32, '0')}` as CallId
  const caller = `+4477009001${10 + calls}` as E164
  return placeTextCall({
    ...telephone,
    isAtWork: () => inHand > 0,
    converse: (wire) => {
      const party = converse({ callSid, to: at.number, caller, attested: 'full' }, wire)
      if (party === undefined) throw new Error('nobody writes at this number')
      return party
    },
  })
}

const american: ServedNumber = { ...written, country: 'US' as ServedNumber['country'] }

/** The answer follows the greeting, without a question between. */
const unasked = /^EXAMPLE ACTIVATION[^?]*THANK YOU, THAT IS RIGHT/

const blocksOn = (paper: string): readonly string[] =>
  [...paper.matchAll(/^([A-H]) (\d{3}) (\d{4})/gm)].map(([, letter]) => letter ?? '')

describe('a call in writing', () => {
  test('from the greeting to the eight blocks, with an ID typed by hand', async () => {
    const keys: string[] = []
    const talk = call(keys)
    await talk.untilRead(' GA')
    expect(talk.read()).toBe(
      'EXAMPLE ACTIVATION, AUTOMATIC LINE.\r\nTYPE THE INSTALLATION ID FROM YOUR SCREEN, ALL NINE GROUPS. TAKE YOUR\r\nTIME. GA',
    )
    await talk.typeByHand(`${madeUpId(3).join(' ')} GA`, 350)
    await talk.untilRead('TYPE OK WHEN YOU ARE READY. GA')
    talk.type('OK GA')
    for (const letter of 'ABCDEFGH') {
      await talk.untilRead(`${letter} `)
      await talk.untilRead(' GA')
      talk.type('OK GA')
    }
    await talk.untilRead('YOUR SCREEN SHOULD NOW SAY ACTIVATED.')
    await talk.untilRead(' GA')
    talk.type('THX BYE SK')
    await talk.untilRead('GOODBYE')
    await talk.untilClosed()
    expect(keys).toEqual([madeUpId(3).join('#'), ...Array.from({ length: 9 }, () => '#')])
    expect(blocksOn(talk.read())).toEqual(Array.from('ABCDEFGH'))
    expect(talk.closed()).toBe('end')
  }, 240_000)

  test.each<readonly [string, ModeName]>([
    ['GB', 'v21'],
    ['NL', 'dtmf'],
    ['DE', 'edt'],
  ])(
    'at a number in %s, with the telephone that is usual there (%s)',
    async (country, mode) => {
      const keys: string[] = []
      const at = { ...written, country: country as ServedNumber['country'] }
      const talk = call(keys, { at, model: createMode(mode, 'caller') })
      await talk.untilRead(' GA')
      if (talk.read().includes('ENGLISH')) {
        talk.type('OK GA')
        await talk.untilRead(' GA')
      }
      talk.type(`${madeUpId(11).join(' ')} GA`)
      for (let turns = 0; turns < 9; turns += 1) {
        await talk.untilRead(' GA')
        talk.type('OK GA')
      }
      await talk.untilRead(' GA')
      talk.type('SK')
      await talk.untilClosed()
      expect(keys).toContain(madeUpId(11).join('#'))
      expect(blocksOn(talk.read())).toEqual(Array.from('ABCDEFGH'))
    },
    240_000,
  )

  test.each([0, 150, 500])(
    'what is lost of an ID typed over the greeting, on a line with an echo, is asked of nobody (%i ms)',
    async (delay) => {
      const talk = call([], { at: american, echo: 0.4 })
      await talk.untilRead('THE INSTALLATION')
      await talk.run(delay)
      talk.type(`${madeUpId(7).join(' ')} GA`)
      await talk.untilTyped()
      await talk.untilRead('THE ANSWER HAS EIGHT BLOCKS')
      expect(talk.read()).toMatch(unasked)
    },
    240_000,
  )

  test('nor is a digit that such a line puts before it', async () => {
    const talk = call([], { at: american })
    await talk.untilRead(' GA')
    talk.type(`0${madeUpId(7).join(' ')} GA`)
    await talk.untilTyped()
    await talk.untilRead('THE ANSWER HAS EIGHT BLOCKS')
    expect(talk.read()).toMatch(unasked)
  }, 240_000)

  test('ten minutes of silence: he is told what comes before it comes, and has his case number', async () => {
    const talk = call()
    await talk.untilRead('NOTHING HAS ARRIVED YET')
    await talk.untilRead('IN TEN SECONDS I WILL NAME ANOTHER WAY')
    await talk.untilRead('THIS CALL ENDS IN TEN SECONDS')
    await talk.untilRead('YOUR CASE NUMBER IS')
    await talk.untilRead('ONCE MORE')
    await talk.untilRead('BIBI SK')
    await talk.untilClosed()
    expect(talk.nowMs()).toBeGreaterThan(4 * 60_000)
    expect(talk.nowMs()).toBeLessThan(10 * 60_000)
    expect(talk.closed()).toBe('end')
  }, 240_000)

  test('who asks for more time is given it, then goes on where he was', async () => {
    const keys: string[] = []
    const talk = call(keys)
    await talk.untilRead(' GA')
    const [one, two, ...others] = madeUpId(5)
    talk.type(`${one} ${two} GA`)
    await talk.untilRead(`${two?.slice(0, 3)} ${two?.slice(3)}`)
    await talk.untilRead('NOW GROUP 3. GA')
    talk.type('HOLD PLS GA')
    await talk.untilRead('UP TO FIVE MINUTES')
    await talk.run(60_000)
    talk.type(`${others.join(' ')} GA`)
    await talk.untilRead('THE ANSWER HAS EIGHT BLOCKS')
    expect(keys).toEqual([`${one}#${two}`, others.join('#')])
  }, 240_000)
})
