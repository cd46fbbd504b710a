import { describe, expect, test } from '@jest/globals'
import { createAnswering, type Answering } from '../../src/modem/answering.ts'
import { encode } from '../../src/modem/baudot/encode.ts'
import { transmit } from '../../src/modem/baudot/signal/transmit.ts'
import { createMode } from '../../src/modem/modes.ts'
import type { Heard, ModeName } from '../../src/modem/mode.ts'
import { textIn } from './baudot/heard.ts'
import { sentBy, textBy, textOf } from './calls.ts'
import { withNoise } from './noise.ts'
import { espeakSays, joined, silence, soxMakes } from './programs.ts'

const everywhere: readonly ModeName[] = ['baudot-45', 'bell-103', 'v21', 'v23', 'edt', 'dtmf']

/** A call frame by frame: what the caller sends comes in, and what goes out is kept. */
function hears(
  line: Answering,
  sound: Float32Array,
): { heard: readonly Heard[]; out: Float32Array } {
  const heard: Heard[] = []
  const out = new Float32Array(sound.length)
  for (let at = 0; at + 160 <= sound.length; at += 160) {
    heard.push(...line.push(sound.subarray(at, at + 160)))
    line.fill(out.subarray(at, at + 160))
  }
  return { heard, out }
}

function tone(hertz: number, ms: number): Float32Array {
  return Float32Array.from(
    { length: ms * 8 },
    (_, n) => 0.2 * Math.sin((2 * Math.PI * hertz * n) / 8000),
  )
}

/** Two tones in turn, so many changes a second. */
function modulated(one: number, other: number, baud: number, ms: number): Float32Array {
  const bitMs = 1000 / baud
  return joined(
    ...Array.from({ length: Math.floor(ms / bitMs) }, (_, n) =>
      tone(n % 2 === 0 ? one : other, bitMs),
    ),
  )
}

/** How strong a tone is between two times, in parts of all there is. */
function shareOf(sound: Float32Array, hertz: number, fromMs: number, untilMs: number): number {
  const part = sound.subarray(fromMs * 8, untilMs * 8)
  let [re, im, all] = [0, 0, 1e-9]
  for (const [n, x] of part.entries()) {
    re += x * Math.cos((2 * Math.PI * hertz * n) / 8000)
    im += x * Math.sin((2 * Math.PI * hertz * n) / 8000)
    all += x * x
  }
  return (2 * (re * re + im * im)) / part.length / all
}

/** When something is sent first, in ms. */
function beginOf(sound: Float32Array): number {
  return sound.findIndex((x) => x !== 0) / 8
}

const hello = 'HELLO GA'

describe('ANS-15 and MON-13: a caller with a Baudot telephone is answered at the rate of that telephone', () => {
  test.each([
    ['a', 45.45, 'baudot-45', [45.45]],
    ['b', 47.6, 'baudot-', [45.45, 50]],
    ['c', 50, 'baudot-50', [50]],
  ] as const)('(%s) at %s baud', (_, baud, mode, answered) => {
    const line = createAnswering(everywhere)
    const typed = joined(transmit(encode('0123456789ABCDEF'), { baud }), silence(2000))
    const { heard } = hears(line, typed)
    expect(textOf(heard)).toBe('0123456789ABCDEF')
    expect(line.mode()).toContain(mode)
    line.write('ABCDEF')
    expect(line.isWriting()).toBe(true)
    const { out } = hears(line, silence(3000))
    expect(line.isWriting()).toBe(false)
    expect(textIn(out)).toBe('ABCDEF')
    const lit = (out.findLastIndex((x) => x !== 0) - out.findIndex((x) => x !== 0)) / 8
    const rates = answered.map((rate) => 150 + (7 * 8 * 1000) / rate + 300)
    expect(Math.min(...rates.map((ms) => Math.abs(ms - lit)))).toBeLessThan(10)
  })
})

test('ANS-15 and MON-13 (d): what is typed at 100 bit/s is heard to be typed, and nothing of it is given as read', () => {
  const line = createAnswering(everywhere)
  const typed = joined(transmit(encode('0123456789ABCDEF'), { baud: 100 }), silence(2000))
  const { heard } = hears(line, typed)
  expect(heard).not.toEqual([])
  expect(
    textOf(heard.filter((one) => one.kind === 'character' && one.confidence > 0.2)).trim(),
  ).toBe('')
})

test('what was written at the wrong rate is written again at the right one, once the caller has ended', () => {
  const line = createAnswering(['baudot-50'])
  line.write(hello)
  expect(beginOf(hears(line, silence(4000)).out)).toBeLessThan(20)
  const { out } = hears(line, joined(transmit(encode('GA GA')), silence(5000)))
  expect(line.mode()).toBe('baudot-45')
  expect(textIn(out)).toBe(hello)
  expect(beginOf(out)).toBeGreaterThan((transmit(encode('GA GA')).length / 8) * 0.8)
})

test('what was read is not written again', () => {
  const line = createAnswering(['baudot-45'])
  line.write(hello)
  hears(line, silence(4000))
  expect(textIn(hears(line, joined(transmit(encode('GA GA')), silence(4000))).out)).toBe('')
})

test('what comes back of our own writing is no caller', () => {
  const line = createAnswering(everywhere)
  line.write(hello)
  const { out } = hears(line, silence(7000))
  const again = createAnswering(everywhere)
  again.write(hello)
  hears(
    again,
    out.map((x) => x * 0.3),
  )
  expect(again.mode()).toBe(undefined)
})

test('ANS-01: a silent caller is listened to for three seconds, and then tried', () => {
  const line = createAnswering(everywhere)
  line.write(hello)
  const { out } = hears(line, silence(6000))
  expect(beginOf(out)).toBeGreaterThanOrEqual(2980)
  expect(beginOf(out)).toBeLessThan(3100)
  expect(textIn(out)).toBe(hello)
})

test('X-03: where both rates of Baudot are possible, both can read what is written first', () => {
  const line = createAnswering(['baudot-45', 'baudot-50', 'v21'])
  line.write('ABCDEF')
  const { out } = hears(line, silence(7000))
  const lit = (out.findLastIndex((x) => x !== 0) - out.findIndex((x) => x !== 0)) / 8
  expect(lit).toBeCloseTo(150 + (7 * 8 * 1000) / 47.6 + 300, -1)
})

describe.each([
  ['ANS', hello],
  ['MON', ''],
] as const)('%s: a set that calls with a tone is answered with that of its mode', (_, text) => {
  /** ANS for 2.5 s, then nothing for 75 ms. */
  const answerTone = joined(tone(2100, 2500), silence(75))
  const expectAnswer = (
    before: Float32Array,
    tried: readonly [number, string, number, number, number],
  ): void => {
    const [hertz, mode, answer, afterMs, around] = tried
    const line = createAnswering(everywhere)
    line.write(text)
    const { out } = hears(line, joined(before, tone(hertz, afterMs + 1000), silence(20)))
    expect(line.mode()).toBe(mode)
    const begun = beginOf(out)
    expect(Math.abs(begun - before.length / 8 - afterMs)).toBeLessThanOrEqual(around)
    expect(shareOf(out, answer, begun + 50, begun + 450)).toBeGreaterThan(0.9)
  }

  test.each([
    ['ANS-10', 980, 'v21', 1650, 1500, 100],
    ['ANS-17, MON-15', 1270, 'bell-103', 2225, 700, 100],
    ['ANS-18, MON-16', 2225, 'bell-103', 1270, 1000, 200],
    ['ANS-19, MON-17', 1650, 'v21', 980, 400, 200],
    ['ANS-21, MON-18', 1300, 'v23', 390, 1700, 100],
  ] as const)('%s: %s Hz', (__, hertz, mode, answer, afterMs, around) => {
    expectAnswer(silence(200), [hertz, mode, answer, afterMs, around])
  })

  test.each([
    ['ANS-05, MON-04', 980, 'v21', 1650, 400, 100],
    ['ANS-06, MON-05', 1300, 'v23', 390, 1700, 200],
    ['ANS-07, MON-06', 1650, 'v21', 980, 400, 100],
  ] as const)('%s: %s Hz after an answer tone', (__, hertz, mode, answer, afterMs, around) => {
    expectAnswer(answerTone, [hertz, mode, answer, afterMs, around])
  })

  test.each([
    [[980, 640, 1650, 1000], 980],
    [[1650, 300, 980, 2000], 1650],
    [[980, 1400, 1650, 350, 980, 2000], 1650],
  ] as const)('ANS-08, MON-07: a Swedish set that changes its tone (%j)', (tones, answer) => {
    const line = createAnswering(everywhere)
    line.write(text)
    const parts = Array.from({ length: tones.length / 2 }, (__, n) =>
      tone(tones[2 * n] ?? 0, tones[2 * n + 1] ?? 0),
    )
    const { out } = hears(line, joined(...parts))
    expect(line.mode()).toBe('v21')
    const begun = beginOf(out)
    expect(shareOf(out, answer, begun + 50, begun + 300)).toBeGreaterThan(0.9)
  })
})

test('ANS-27: a V.23 set that only answers is answered after three seconds', () => {
  const line = createAnswering(everywhere)
  const { out } = hears(line, joined(silence(200), tone(390, 4000)))
  expect(line.mode()).toBe('v23')
  expect(Math.abs(beginOf(out) - 3200)).toBeLessThanOrEqual(100)
  expect(shareOf(out, 1300, beginOf(out) + 50, beginOf(out) + 450)).toBeGreaterThan(0.9)
})

describe.each([
  ['ANS-09', 980],
  ['ANS-20', 1300],
] as const)('%s: bursts of %s Hz', (_, hertz) => {
  test.each([
    [400, false],
    [500, true],
    [700, true],
    [800, false],
  ] as const)('of %s ms', (ms, isCall) => {
    const line = createAnswering(everywhere)
    line.write(hello)
    const { out } = hears(line, joined(tone(hertz, ms), silence(2100 - ms)))
    const begun = beginOf(out)
    const isPrompt = begun >= 0 && Math.abs(begun - ms - 1000) < 100
    expect({ isPrompt, isSilent: begun < 0 }).toEqual({ isPrompt: isCall, isSilent: !isCall })
  })
})

test('ANS-11 and ANS-12, MON-09 and MON-10: EDT and V.21, which have the same tones, are told apart by their rate', () => {
  for (const name of ['edt', 'v21'] as const) {
    const caller = createMode(name, 'caller')
    const line = createAnswering(everywhere)
    const { heard } = hears(line, joined(sentBy(caller.speak(), 'abcdef'), silence(1000)))
    expect(textOf(heard)).toBe('abcdef')
    expect(line.mode()).toBe(name)
    const { out: before } = hears(line, silence(400))
    line.write('abcdef\r')
    const { out } = hears(line, silence(3000))
    expect(textBy(caller, joined(before, out))).toBe('abcdef\r')
  }
})

test('ANS-16 and MON-14: one DTMF tone of 40 ms is answered in DTMF', () => {
  const line = createAnswering(everywhere)
  const key = soxMakes('synth', '0.04', 'sine', '697', 'sine', '1209', 'gain', '-12')
  hears(line, joined(silence(400), key, silence(400)))
  expect(line.mode()).toBe('dtmf')
  line.write('hello')
  expect(textBy(createMode('dtmf'), hears(line, silence(2000)).out)).toBe('hello')
})

test('ANS-23, ANS-24 and ANS-26: the modes are tried in their order, texts with a pause and carriers with an answer tone', () => {
  const line = createAnswering(['edt', 'v21', 'v23', 'bell-103'])
  line.write('abc')
  const { out } = hears(line, silence(3000 + 1800 + 10_000 + 3 * 7200 + 4000))
  const isAt = (hertz: number, ms: number): boolean => shareOf(out, hertz, ms, ms + 500) > 0.9
  expect(textBy(createMode('edt'), out.subarray(0, 8 * 8000))).toBe('abc')
  const text = 3000 + 300 + (3 * 11 * 1000) / 110 + 300
  const first = out.findIndex((x, n) => n > (text + 200) * 8 && x !== 0) / 8
  expect(Math.abs(first - text - 10_000)).toBeLessThan(60)
  for (const [n, hertz] of [1650, 1300, 2225].entries()) {
    const at = first + n * 7080
    expect(isAt(2100, at + 100)).toBe(true)
    expect(shareOf(out, 2100, at + 940, at + 980)).toBeGreaterThan(0.9)
    const dark = out.subarray((at + 1010) * 8, (at + 1065) * 8)
    expect(dark.every((x) => x === 0)).toBe(true)
    expect(isAt(hertz, at + 1200)).toBe(true)
    expect(isAt(hertz, at + 6400)).toBe(true)
  }
  const over = out.subarray((first + 3 * 7080 + 100) * 8)
  expect(over.every((x) => x === 0)).toBe(true)
})

test('ANS-29: a caller who answers a carrier gets the text in that mode, and no further trial', () => {
  const line = createAnswering(['v21', 'bell-103'])
  line.write(hello)
  hears(line, silence(3000 + 2500))
  const caller = createMode('v21', 'caller')
  const { heard, out } = hears(line, joined(sentBy(caller.speak(), 'ga', 4000)))
  expect(line.mode()).toBe('v21')
  expect(textOf(heard)).toBe('')
  expect(textBy(caller, out)).toBe(hello)
})

describe('nothing is taken for a caller that is none, and nothing is sent to it', () => {
  const expectNothingAt = (sound: Float32Array): void => {
    const line = createAnswering(everywhere)
    const { heard, out } = hears(line, sound)
    expect({ heard, mode: line.mode() }).toEqual({ heard: [], mode: undefined })
    expect(out.every((x) => x === 0)).toBe(true)
  }

  test('ANS-30 and MON-20: the tones of the network', () => {
    const cadence = (tones: readonly string[], on: string, off: string): Float32Array =>
      soxMakes(
        'synth',
        on,
        ...tones.flatMap((hertz) => ['sine', hertz]),
        'gain',
        '-12',
        'pad',
        '0',
        off,
        'repeat',
        '5',
      )
    expectNothingAt(cadence(['425'], '0.5', '0.5'))
    expectNothingAt(cadence(['480', '620'], '0.5', '0.5'))
    expectNothingAt(cadence(['440', '480'], '2', '1'))
    for (const hertz of [950, 1400, 1800]) expectNothingAt(tone(hertz, 330))
    expectNothingAt(joined(tone(950, 330), tone(1400, 330), tone(1800, 330), silence(1000)))
  })

  test('ANS-31: the calling tone of a fax machine, and its answer', () => {
    expectNothingAt(joined(tone(1100, 500), silence(3000), tone(1100, 500), silence(1000)))
    expectNothingAt(tone(2100, 3000))
  })

  test('ANS-32: voices', () => {
    expectNothingAt(
      espeakSays(
        'en-us+f3',
        'The number you have dialled is not in service. Please hang up and try again.',
      ),
    )
    expectNothingAt(
      espeakSays('de+m3', 'Kein Anschluss unter dieser Nummer. Bitte rufen Sie die Auskunft an.'),
    )
  })
})

describe('a line that was given nothing to write', () => {
  test('MON-21: sends nothing, however long nobody is heard', () => {
    const line = createAnswering(everywhere)
    expect(hears(line, silence(60_000)).out.every((x) => x === 0)).toBe(true)
  })

  test.each([
    ['MON-22', 1300],
    ['MON-08 and MON-23', 980],
  ] as const)('%s: does not answer the calling tone of %s Hz', (_, hertz) => {
    const line = createAnswering(everywhere)
    const bursts = [400, 500, 700, 800].flatMap((ms) => [tone(hertz, ms), silence(1000)])
    expect(hears(line, joined(...bursts)).out.every((x) => x === 0)).toBe(true)
    expect(line.mode()).toBe(undefined)
  })

  test.each([
    ['MON-11', [tone(980, 200), modulated(980, 1180, 110, 100), tone(980, 1000), silence(7000)]],
    ['MON-12', [tone(980, 200), silence(7000)]],
  ] as const)('%s: a tone of V.21 that ends too soon is answered with nothing', (_, parts) => {
    const line = createAnswering(everywhere)
    expect(hears(line, joined(...parts)).out.every((x) => x === 0)).toBe(true)
    expect(line.mode()).toBe(undefined)
  })
})

test('what is written letter by letter before the caller was heard goes out as one text', () => {
  const line = createAnswering(everywhere)
  const out: Float32Array[] = []
  let rest = 'NAME OR NUMBER GA'
  for (let frame = 0; frame < 500; frame += 1) {
    for (; rest !== '' && line.waiting() < 3; rest = rest.slice(1)) line.write(rest.charAt(0))
    out.push(hears(line, silence(20)).out)
  }
  const sound = joined(...out)
  expect(textIn(sound)).toBe('NAME OR NUMBER GA')
  const lit = (sound.findLastIndex((x) => x !== 0) - sound.findIndex((x) => x !== 0)) / 8
  expect(lit).toBeLessThan(150 + (19 * 8 * 1000) / 45.45 + 300)
  expect(line.isWriting()).toBe(false)
})

test('a short word that looks as if it came from another telephone does not change the rate', () => {
  const line = createAnswering(['baudot-45'])
  for (const [text, baud] of [
    ['HELLO GA', 45.45],
    ['GA', 50],
  ] as const) {
    hears(line, joined(transmit(encode(text), { baud }), silence(4000)))
    expect(line.mode()).toBe('baudot-45')
  }
})

describe('a caller who was taken for one with another telephone', () => {
  /** Each character of a text as Baudot by hand: the carrier falls in between. */
  const byHand = (text: string): Float32Array =>
    joined(...Array.from(text, (one) => joined(transmit(encode(one)), silence(200))))

  test('is known by what he goes on to type, and nothing of that is lost', () => {
    const line = createAnswering(everywhere)
    hears(line, joined(sentBy(createMode('bell-103', 'caller').speak(), 'abc', 60), silence(2000)))
    expect(line.mode()).toBe('bell-103')
    const { heard } = hears(line, joined(byHand('HELLO HERE IS ANNA'), silence(2000)))
    expect(line.mode()).toBe('baudot-45')
    expect(textOf(heard)).toMatch(/HELLO HERE IS ANNA$/)
    line.write(hello)
    expect(textIn(hears(line, silence(4000)).out)).toBe(hello)
  })

  test('is tried in every mode again, when what he types speaks against that one and a minute is silent', () => {
    const line = createAnswering(['edt', 'bell-103'])
    const other = withNoise(transmit(encode('HELLO HERE IS ANNA 0123456789')), 0, 1)
    hears(line, joined(sentBy(createMode('bell-103', 'caller').speak(), 'abc', 60), other))
    expect(line.mode()).toBe('bell-103')
    hears(line, silence(61_000))
    expect(line.mode()).toBe(undefined)
    line.write('hello')
    expect(textBy(createMode('edt'), hears(line, silence(4000)).out)).toBe('hello')
  })
})
