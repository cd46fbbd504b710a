import { EventEmitter, once } from 'node:events'
import type { Demo } from '../../src/phone/live-protocol.ts'
import { fluent } from '../../src/phone/callers/manner.ts'
import type { Notes } from '../../src/phone/callers/notes.ts'
import { createPerson, type Quirk } from '../../src/phone/callers/person.ts'
import { fastClock } from '../../src/phone/live-clock.ts'
import {
  createUnderstanding,
  readSpokenLocales,
  seededChance,
  type Ended,
} from '../../src/phone/index.ts'
import { confirm, installation } from '../../src/wizard/index.ts'
import { dial } from './telephone.ts'

/** Somebody with a computer of his own who calls the running line. */
export type Caller = {
  /** The installation ID that his computer shows. */
  readonly groups: readonly string[]
  readonly notes: () => Notes
  /** What he has heard, a line each. */
  readonly heard: () => readonly string[]
  /** Settles when something with this word in it has been said to him. */
  readonly hears: (word: string) => Promise<void>
  /** What he has pressed. */
  readonly pressed: () => string
  readonly hangUp: () => void
  readonly ended: Promise<Ended>
  /** His computer takes the answer that was read to him. */
  readonly isAccepted: () => boolean
}

export type Calling = {
  /** The address of the telephone's page. */
  readonly phone: string
  readonly country: string
  readonly nth: number
  readonly quirk: Quirk
  /** How many times as fast as a real call. */
  readonly speed: number
}

/** He keys five groups, begins the sixth wrong three times, and presses zero. */
export const slipsAndAsks: Quirk = { kind: 'wants-person', after: 5, slips: 3 }

const understand = createUnderstanding(readSpokenLocales('locales'))

export async function callerOf({ phone, country, nth, quirk, speed }: Calling): Promise<Caller> {
  const demo = (await (await fetch(`${phone}/demo.json`)).json()) as Demo
  const number = demo.numbers.find((one) => one.country === country && one.kind !== 'text')
  const machine = installation(demo.productKey, {
    machine: `machine-${nth}`,
    board: `board-${nth}`,
    processor: `processor-${nth}`,
    memory: `memory-${nth}`,
    disk: `disk-${nth}`,
    network: `network-${nth}`,
  })
  if (number === undefined || machine.kind === 'refused') throw new Error('the demo has no such')
  const clock = fastClock(speed)
  const language = number.languages[0] ?? ''
  const person = createPerson({
    manner: fluent,
    quirk,
    ids: [machine.id],
    slips: 0,
    understand,
    clock,
    chance: seededChance(nth),
    language,
  })
  const heard: string[] = []
  const ears = new EventEmitter()
  const pressed: string[] = []
  const call = dial({
    phone,
    to: number.number,
    number: String(nth).padStart(6, '0'),
    speed,
    clock,
    caller: (call) => {
      const press = (key: Parameters<typeof call.press>[0]): void => {
        pressed.push(key)
        call.press(key)
      }
      const ear = person.takeUp({ ...call, press })
      return {
        hear: (event) => {
          if (event.kind === 'said' && event.utterance.kind === 'words') {
            heard.push(event.utterance.text)
            ears.emit('heard')
          }
          ear.hear(event)
        },
      }
    },
  })
  return {
    groups: machine.id,
    notes: person.notes,
    heard: () => heard,
    hears: async (word) => {
      while (!heard.some((said) => said.includes(word))) await once(ears, 'heard')
    },
    pressed: () => pressed.join(''),
    hangUp: call.hangUp,
    ended: call.ended,
    isAccepted: () => {
      const answer = person.notes().answers.at(-1) ?? []
      return confirm(machine, demo.product.publicKey, answer).kind === 'activated'
    },
  }
}
