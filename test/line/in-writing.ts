import type { E164 } from '../../src/base/brand.ts'
import type { ServedNumber } from '../../src/calls/numbers-file.ts'
import { baudot45 } from '../../src/modem/baudot/mode.ts'
import { type CallOptions, placeCall } from '../../src/phone/call.ts'
import type { Call, Ended } from '../../src/phone/events.ts'
import { type CallEvent, seededChance, virtualClock } from '../../src/phone/index.ts'
import { createTextTelephone } from '../../src/phone/text-telephone.ts'
import type { WholeLine } from '../support/whole-line.ts'

const served = (number: string, kind: ServedNumber['kind']): ServedNumber => ({
  number: number as E164,
  kind,
  country: 'GB' as ServedNumber['country'],
  licences: [],
})

/** A number at which people write, and one at which they may. */
export const written = served('+441632960190', 'text')
export const either = served('+441632960191', 'both')

/** What was printed on his paper, and what became of the call. */
export type Written = { readonly paper: string; readonly ended: Ended }

export type Writing = Partial<CallOptions> & {
  /** What he types each time that he is told to go on, by what was printed since the last time; and whatever else he does. */
  readonly types: (printed: string, call: Call) => string | undefined
  /** What he types on each further stream, one after the other. */
  readonly typesOnFurther?: readonly string[]
  /** Before anything is written to him. */
  readonly begins?: string
  readonly onEvent?: (event: CallEvent, call: Call) => void
}

/** One call of somebody with a text telephone, from its ring to its end. */
export async function write({ line }: Pick<WholeLine, 'line'>, writing: Writing): Promise<Written> {
  const { types, begins, typesOnFurther = [], onEvent, ...options } = writing
  const rest = [...typesOnFurther]
  let streams = 0
  const calls: Call[] = []
  let [paper, read, quietFrames] = ['', 0, 0]
  const telephone = createTextTelephone(
    { printer: baudot45.hear(), keys: baudot45.speak() },
    {
      onPrinted: (text) => {
        paper += text
        quietFrames = 0
      },
      onSent: () => {},
      onLamp: () => {},
      onSound: () => {},
    },
  )
  const look = (): void => {
    quietFrames += 1
    const printed = paper.slice(read)
    if (quietFrames < 40 || !/GA\s*$/.test(printed)) return
    read = paper.length
    const text = calls[0] && types(printed, calls[0])
    if (text !== undefined) telephone.type(text)
  }
  const ended = await placeCall({
    line,
    from: '+447700900123',
    to: written.number,
    clock: virtualClock(),
    chance: seededChance(1),
    caller: (call) => {
      calls.push(call)
      if (begins !== undefined) telephone.type(begins)
      return {
        hear: (event) => {
          if (event.kind === 'stream' && event.what === 'opened') {
            streams += 1
            const text = streams > 1 ? rest.shift() : undefined
            if (text !== undefined) telephone.type(text)
          }
          onEvent?.(event, call)
        },
      }
    },
    sound: {
      next: telephone.sound.next,
      hear: (samples) => {
        telephone.sound.hear(samples)
        look()
      },
    },
    ...options,
  }).ended
  return { paper, ended }
}

/** Types his ID when he is asked for it, and then wants to go on. */
export function typesId(id: readonly string[]): (printed: string) => string {
  return (printed) => {
    if (/INSTALLATION ID|GROUP/.test(printed)) return `${id.join(' ')} GA`
    if (/TO SK/.test(printed)) return 'SK SK'
    return 'OK GA'
  }
}
