import type { Conversation } from '../../../../src/channels/tty/conversation/conversation.ts'
import type { Wire } from '../../../../src/channels/tty/conversation/deps.ts'
import { baudot45 } from '../../../../src/modem/baudot/mode.ts'
import type { Mode } from '../../../../src/modem/mode.ts'

/** A text telephone that calls: what it types goes to the line as sound, and what the line sends is read by it. */
export type Telephone = {
  /** Types in one go. */
  readonly type: (text: string) => void
  /** Types a character every so many ms, with the carrier dropped between; comes back when all is typed. */
  readonly typeByHand: (text: string, everyMs: number) => Promise<void>
  readonly press: (key: string) => void
  /** A tone of mark, for so long, as of a telephone that is only switched on. */
  readonly hum: (ms: number) => void
  /** Hangs up, or his stream breaks off. */
  readonly leave: () => void
  /** Lets the call go on for so long, or until it is over. */
  readonly run: (ms: number) => Promise<void>
  /** Until the caller reads this, wherever lines end, after all that he read before; says how long it took. */
  readonly untilRead: (text: string) => Promise<number>
  /** Until what was typed has been sent. */
  readonly untilTyped: () => Promise<void>
  readonly untilClosed: () => Promise<number>
  /** All that was read so far. */
  readonly read: () => string
  readonly closed: () => string | undefined
  readonly cleared: () => number
  readonly nowMs: () => number
  /** When the line was last heard. */
  readonly spokenMs: () => number
}

export type Placing = {
  readonly converse: (wire: Wire) => Conversation
  /** The line is at work on a turn; time stands still meanwhile. */
  readonly isAtWork: () => boolean
  /** Which telephone it is; most have Baudot at 45.45 bit/s. */
  readonly model?: Mode
  /** What of the line's own sound comes back to it. */
  readonly echo?: number
  /** A network that gives no mark back. */
  readonly losesMarks?: boolean
}

const samples = 160
const frameMs = 20
/** More than any test waits for. */
const mostMs = 12 * 60_000

export function placeTextCall({
  converse,
  isAtWork,
  model = baudot45,
  echo = 0,
  losesMarks = false,
}: Placing): Telephone {
  const [phone, ear] = [model.speak(), model.hear()]
  const marks: { readonly name: string; readonly at: number }[] = []
  let [nowMs, readUpTo, cleared, spoken, humUntil] = [0, 0, 0, 0, 0]
  let text = ''
  let closed: string | undefined
  let last: Float32Array | undefined

  const conversation = converse({
    mark: (name) => void marks.push({ name, at: nowMs + 100 }),
    clear: () => void (cleared += 1),
    close: (why) => void (closed = why),
  })

  /** What the line hears. */
  const sound = (): Float32Array => {
    const typed = new Float32Array(samples)
    if (nowMs <= humUntil) typed.forEach((_, at) => (typed[at] = mark(nowMs * 8 + at)))
    else phone.fill(typed)
    return typed.map((sample, at) => sample + echo * (last?.[at] ?? 0))
  }
  const frame = async (): Promise<void> => {
    if (closed !== undefined) return
    nowMs += frameMs
    last = conversation.frame(sound())
    if (last !== undefined) spoken = nowMs
    for (const one of ear.push(last ?? new Float32Array(samples))) {
      text += one.kind === 'character' ? one.text.toUpperCase() : '?'
    }
    while (!losesMarks && marks[0] !== undefined && marks[0].at <= nowMs) {
      conversation.marked(marks.shift()?.name ?? '')
    }
    while (isAtWork()) await new Promise((resolve) => setImmediate(resolve))
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
    leave: () => void conversation.leave(),
    run: async (ms) => {
      const end = nowMs + ms
      await until(() => nowMs >= end)
    },
    untilRead: async (wanted) => {
      const took = await until(() => inWords(text).includes(wanted, readUpTo))
      const at = inWords(text).indexOf(wanted, readUpTo)
      if (at < 0) throw new Error(`the call is over, and it was not read: ${wanted}`)
      readUpTo = at + wanted.length
      return took
    },
    untilTyped: async () => void (await until(() => phone.waiting() === 0)),
    untilClosed: () => until(() => closed !== undefined),
    read: () => text,
    closed: () => closed,
    cleared: () => cleared,
    nowMs: () => nowMs,
    spokenMs: () => spoken,
  }
}

/** Wherever its lines end. */
function inWords(text: string): string {
  return text.replaceAll('\r\n', ' ')
}

/** A tone of 1400 Hz at -12 dBm0, at this sample. */
function mark(sample: number): number {
  return 0.17 * Math.sin((2 * Math.PI * 1_400 * sample) / 8_000)
}
