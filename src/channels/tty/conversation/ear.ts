import type { Answering } from '../../../modem/answering.ts'
import { isLike } from '../../../modem/answering/ears.ts'
import type { Heard, ModeName } from '../../../modem/mode.ts'
import type { Echo } from './echo.ts'
import { typedFrom, type Typed } from './typed.ts'
import type { Writer } from './writer.ts'

/** What the caller has typed since it was last forgotten, and whether he is typing still. */
export type Ear = {
  /** Takes 20 ms of sound. Says whether the caller types while the line writes, and means it. */
  readonly listen: (sound: Float32Array, nowMs: number) => boolean
  readonly press: (key: string, nowMs: number) => void
  /** The same array until more is typed. */
  readonly typed: () => readonly Typed[]
  readonly forget: () => void
  /** When the first character of that was begun. */
  readonly sinceMs: () => number
  /** When a character, or a tone that may become one, was last heard. */
  readonly activeMs: () => number
  readonly toneMs: () => number
}

type EarDeps = { readonly line: Answering; readonly writer: Writer; readonly echo: Echo }

/** Two characters of which one is surely no echo, or three that may be one but are not alike. */
const weights = { stranger: 2, perhaps: 1, alike: 0 } as const
const interrupting = 3
/** Characters that come further apart are not typed over us, but noise. */
const together = 2_000
/** What sounds like a tone for so long, and says no character, is none. */
const emptyToneMs = 5_000

export function createEar({ line, writer, echo }: EarDeps): Ear {
  let typed: readonly Typed[] = []
  /** What may be typed over our own sound, and how much speaks for it. */
  let strangers: readonly Typed[] = []
  let [strangeness, strangeMs] = [0, -Infinity]
  let [sinceMs, strangeSinceMs] = [Infinity, Infinity]
  let isInterrupted = false
  let [typedMs, toneMs, toneSinceMs] = [-Infinity, -Infinity, Infinity]
  let telephone: ModeName | undefined

  const put = (more: readonly Typed[], atMs: number): void => {
    if (typed.length === 0) sinceMs = strangers.length > 0 ? strangeSinceMs : atMs
    ;[typed, strangers, strangeness, typedMs] = [[...typed, ...more], [], 0, atMs]
  }

  const suspect = (one: Typed, atMs: number, weight: number): void => {
    const isLate = atMs - strangeMs > together
    if (isLate || strangers.length === 0) strangeSinceMs = atMs
    strangers = isLate ? [one] : [...strangers, one]
    strangeness = isLate ? weight : strangeness + weight
    strangeMs = atMs
    if (strangers.length < 2 || strangeness < interrupting) return
    isInterrupted = true
    put(strangers, atMs)
  }

  const hear = (heard: Heard): void => {
    const one = typedFrom(heard)
    if (heard.kind === 'garble') {
      if (!writer.isUnderOwnSound(heard) || isInterrupted) put([one], typedMs)
      return
    }
    if (!writer.isUnderOwnSound(heard)) return put([...strangers, one], heard.atMs)
    const judged = echo.judge(heard)
    if (judged === 'echo') [strangers, strangeness] = [[], 0]
    else if (isInterrupted) put([one], heard.atMs)
    else suspect(one, heard.atMs, weights[judged])
  }

  const listenForTone = (nowMs: number): void => {
    if (!line.isBusy() || writer.stands() === 'sending') {
      toneSinceMs = Infinity
      return
    }
    toneSinceMs = Math.min(toneSinceMs, nowMs)
    if (nowMs - Math.max(toneSinceMs, typedMs) < emptyToneMs) toneMs = nowMs
  }

  const forget = (): void => {
    ;[typed, strangers, strangeness, isInterrupted] = [[], [], 0, false]
  }

  /** What was heard as another telephone's was noise. */
  const noteTelephone = (now: ModeName | undefined): void => {
    if (now === undefined) return
    if (telephone !== undefined && !isLike(telephone, now)) forget()
    telephone = now
  }

  return {
    typed: () => typed,
    sinceMs: () => sinceMs,
    activeMs: () => Math.max(typedMs, toneMs),
    toneMs: () => toneMs,
    forget,
    press: (key, nowMs) => {
      isInterrupted = true
      put([{ kind: 'key', key }], nowMs)
    },
    listen: (sound, nowMs) => {
      const heard = line.push(sound)
      noteTelephone(line.mode())
      heard.forEach(hear)
      listenForTone(nowMs)
      // A line that has only now found its mode would write again in it, and over the caller.
      if (heard.length > 0 && writer.stands() === 'idle') line.stop()
      return isInterrupted && writer.stands() === 'sending'
    },
  }
}
