import { expect, test } from '@jest/globals'
import { createListener } from '../../src/modem/baudot/listen.ts'
import { baudot45 } from '../../src/modem/baudot/mode.ts'
import type { TextMachine } from '../../src/phone/callers/text/machine.ts'
import { createTextTelephone } from '../../src/phone/text-telephone.ts'

const machine = (): TextMachine => ({ printer: createListener(), keys: baudot45.speak() })

/** Two text telephones at the two ends of a line. */
function pair(): {
  readonly here: ReturnType<typeof telephone>
  readonly there: ReturnType<typeof telephone>
  readonly pass: (ms: number) => void
} {
  const [here, there] = [telephone(), telephone()]
  return {
    here,
    there,
    pass: (ms) => {
      for (let at = 0; at < ms; at += 20) {
        const [one, other] = [here.device.sound.next(), there.device.sound.next()]
        here.device.sound.hear(other ?? new Float32Array(160))
        there.device.sound.hear(one ?? new Float32Array(160))
      }
    },
  }
}

function telephone(): {
  readonly device: ReturnType<typeof createTextTelephone>
  readonly seen: { printed: string; sent: string; lamp: boolean[]; loudest: number }
} {
  const seen = { printed: '', sent: '', lamp: [] as boolean[], loudest: 0 }
  const device = createTextTelephone(machine(), {
    onPrinted: (text) => {
      seen.printed += text
    },
    onSent: (text) => {
      seen.sent += text
    },
    onLamp: (isLit) => seen.lamp.push(isLit),
    onSound: (samples) => {
      for (const sample of samples) seen.loudest = Math.max(seen.loudest, Math.abs(sample))
    },
  })
  return { device, seen }
}

test('what is typed here is printed there, and not here again', () => {
  const { here, there, pass } = pair()
  here.device.type('HELLO 1234567 GA')
  pass(8000)
  expect(there.seen.printed).toBe('HELLO 1234567 GA')
  expect(here.seen).toMatchObject({ printed: '', sent: 'HELLO 1234567 GA' })
})

test('its lamp is lit while the other end sends', () => {
  const { here, there, pass } = pair()
  here.device.type('HELLO')
  pass(5000)
  expect(there.seen.lamp).toEqual([true, false])
})

test('its tones can be heard at both ends', () => {
  const { here, there, pass } = pair()
  here.device.type('HELLO')
  pass(5000)
  expect(here.seen.loudest).toBeGreaterThan(0.1)
  expect(there.seen.loudest).toBeGreaterThan(0.1)
})

test('what is dropped is not sent, but for the character that is on its way', () => {
  const { here, there, pass } = pair()
  here.device.type('HELLO GOODBYE')
  pass(1500)
  here.device.drop()
  pass(5000)
  expect(there.seen.printed).toMatch(/^HELLO/)
  expect(there.seen.printed).not.toContain('BYE')
})
