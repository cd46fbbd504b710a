import type { Language } from '../../../../src/base/brand.ts'
import { createConversation } from '../../../../src/channels/tty/conversation/conversation.ts'
import type {
  ConversationDeps,
  ConversationEvent,
  TextHeard,
} from '../../../../src/channels/tty/conversation/deps.ts'
import type { Customs } from '../../../../src/channels/tty/conversation/customs.ts'
import type { Words } from '../../../../src/wording/printed/locale.ts'
import type { Printed } from '../../../../src/wording/printed/printed.ts'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { createAnswering } from '../../../../src/modem/answering.ts'
import { ourPrinted } from '../../../wording/our-printed.ts'
import { baudot45 } from '../../../../src/modem/baudot/mode.ts'

/** A text telephone that calls: what it types goes to the line as sound, and what the line sends is read by it. */
export type TextCall = {
  /** Types in one go. */
  readonly type: (text: string) => void
  /** Types a character every so many ms, with the carrier dropped between; comes back when all is typed. */
  readonly typeByHand: (text: string, everyMs: number) => Promise<void>
  readonly press: (key: string) => void
  /** A tone of mark, for so long, as of a telephone that is only switched on. */
  readonly hum: (ms: number) => void
  /** Hangs up. */
  readonly leave: () => void
  /** Lets the call go on for so long, or until it is over. */
  readonly run: (ms: number) => Promise<void>
  /** Until the caller reads this, after all that he read before; says how long it took. */
  readonly untilRead: (text: string) => Promise<number>
  /** Until what was typed has been sent. */
  readonly untilTyped: () => Promise<void>
  readonly untilClosed: () => Promise<number>
  /** All that was read so far. */
  readonly read: () => string
  readonly taken: readonly TextHeard[]
  readonly events: readonly ConversationEvent[]
  readonly closed: () => string | undefined
  readonly cleared: () => number
  readonly hungUp: () => number
  readonly nowMs: () => number
  /** When the line was last heard. */
  readonly spokenMs: () => number
}

export type TextCallOptions = {
  readonly take: ConversationDeps['take']
  readonly customs?: Partial<Customs>
  readonly deps?: Partial<ConversationDeps>
  /** What of the line's own sound comes back to it. */
  readonly echo?: number
  /** A network that gives no mark back. */
  readonly losesMarks?: boolean
  /** The call goes on while a turn is taken. */
  readonly thinks?: boolean
}

export const english = 'en' as Language
const customs: Customs = { goAhead: 'GA', closing: 'GA TO SK', end: 'SKSK', width: 72 }

const samples = 160
const frameMs = 20
/** More than any test waits for. */
const mostMs = 60 * 60_000

export function startTextCall(options: TextCallOptions): TextCall {
  const [phone, ear] = [baudot45.speak(), baudot45.hear()]
  const line = createAnswering(['baudot-45'])
  const taken: TextHeard[] = []
  const events: ConversationEvent[] = []
  const marks: { readonly name: string; readonly at: number }[] = []
  let [nowMs, readUpTo, cleared, hungUp] = [0, 0, 0, 0]
  let text = ''
  let closed: string | undefined
  let taking = 0
  let last: Float32Array | undefined
  let [spoken, humUntil] = [0, 0]

  const conversation = createConversation({
    line,
    customs: { ...customs, ...options.customs },
    language: english,
    wire: {
      mark: (name) => void marks.push({ name, at: nowMs + 100 }),
      clear: () => void (cleared += 1),
      close: (why) => void (closed = why),
    },
    words: () => words,
    say: (key) => [{ kind: 'text', language: english, text: key.replace('.', ' ') }],
    hangUp: () => void (hungUp += 1),
    onEvent: (event) => void events.push(event),
    ...options.deps,
    take: async (heard) => {
      taken.push(heard)
      taking += 1
      return options.take(heard).finally(() => {
        taking -= 1
      })
    },
  })

  const frame = async (): Promise<void> => {
    if (closed !== undefined) return
    nowMs += frameMs
    const typed = new Float32Array(samples)
    if (nowMs <= humUntil) typed.forEach((_, at) => (typed[at] = mark(nowMs * 8 + at)))
    else phone.fill(typed)
    const back = options.echo ?? 0
    const heard = typed.map((sample, at) => sample + back * (last?.[at] ?? 0))
    const sent = conversation.frame(heard)
    last = sent
    if (sent !== undefined) spoken = nowMs
    for (const one of ear.push(sent ?? new Float32Array(samples))) {
      text += one.kind === 'character' ? one.text : '?'
    }
    while (!options.losesMarks && marks[0] !== undefined && marks[0].at <= nowMs) {
      conversation.marked(marks.shift()?.name ?? '')
    }
    while (taking > 0 && !options.thinks) await new Promise((resolve) => setImmediate(resolve))
    await Promise.resolve()
  }
  const until = async (isSo: () => boolean): Promise<number> => {
    const began = nowMs
    while (!isSo() && closed === undefined) {
      if (nowMs - began > mostMs) throw new Error(`it never came to that: ${text.slice(-200)}`)
      await frame()
    }
    return nowMs - began
  }

  return {
    type: phone.write,
    typeByHand: async (typed, everyMs) => {
      for (const character of typed) {
        phone.write(character)
        const due = nowMs + everyMs
        await until(() => nowMs >= due)
      }
    },
    press: conversation.key,
    hum: (ms) => {
      humUntil = nowMs + ms
    },
    leave: conversation.hungUp,
    run: async (ms) => {
      const end = nowMs + ms
      await until(() => nowMs >= end)
    },
    untilRead: async (wanted) => {
      const took = await until(() => text.includes(wanted, readUpTo) || closed !== undefined)
      const at = text.indexOf(wanted, readUpTo)
      if (at < 0) throw new Error(`the call is over, and it was not read: ${wanted}`)
      readUpTo = at + wanted.length
      return took
    },
    untilTyped: async () => void (await until(() => phone.waiting() === 0)),
    untilClosed: () => until(() => closed !== undefined),
    read: () => text,
    taken,
    events,
    closed: () => closed,
    cleared: () => cleared,
    hungUp: () => hungUp,
    nowMs: () => nowMs,
    spokenMs: () => spoken,
  }
}

/** A tone of 1400 Hz at -12 dBm0, at this sample. */
function mark(sample: number): number {
  return 0.17 * Math.sin((2 * Math.PI * 1_400 * sample) / 8_000)
}

export const words = ourPrinted.get(english)?.words as Words

export const text = (sentence: string): Printed => ({
  kind: 'text',
  language: english,
  text: sentence,
})
export const silence = (ms: number): Printed => ({ kind: 'silence', ms })

type Ask = Extract<WrittenTurn, { kind: 'ask' }>

/** A turn that asks. */
export function asks(
  say: readonly Printed[],
  {
    expected,
    ...more
  }: { expected?: Partial<Ask['expected']> } & Partial<Omit<Ask, 'expected'>> = {},
): WrittenTurn {
  return {
    kind: 'ask',
    awaited: 1,
    language: english,
    manner: { form: 'text', isRelay: false },
    first: [],
    say,
    expected: {
      answer: 'groups',
      atMost: 63,
      finish: 'none',
      patienceInMs: 8_000,
      speech: false,
      ...expected,
    },
    languages: [],
    ...more,
  }
}

/** A turn that ends the call. */
export function ends(say: readonly Printed[]): WrittenTurn {
  return {
    kind: 'end',
    awaited: 2,
    language: english,
    manner: { form: 'text', isRelay: false },
    first: [],
    say,
  }
}
