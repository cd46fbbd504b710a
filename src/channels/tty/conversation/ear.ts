import type { Answering } from '../../../modem/answering.ts'
import type { Heard } from '../../../modem/mode.ts'
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
  /** When a character, or a tone that may become one, was last heard. */
  readonly activeMs: () => number
  readonly toneMs: () => number
}

type EarDeps = { readonly line: Answering; readonly writer: Writer; readonly echo: Echo }

/** So many characters in a row that are no echo are no chance; one more, where each could be one by itself. */
const interrupting = 2
/** What sounds like a tone for so long, and says no character, is none. */
const emptyToneMs = 5_000

export function createEar({ line, writer, echo }: EarDeps): Ear {
  let typed: readonly Typed[] = []
  /** What may be typed over our own sound. */
  let strangers: readonly Typed[] = []
  let isStrange = false
  let isInterrupted = false
  let [typedMs, toneMs, toneSinceMs] = [-Infinity, -Infinity, Infinity]

  const put = (more: readonly Typed[], atMs: number): void => {
    ;[typed, strangers, isStrange, typedMs] = [[...typed, ...more], [], false, atMs]
  }

  const hear = (heard: Heard): void => {
    const one = typedFrom(heard)
    const atMs = heard.kind === 'character' ? heard.atMs : typedMs
    if (!writer.isUnderOwnSound(heard)) return put([...strangers, one], atMs)
    const judged = echo.judge(heard)
    if (judged === 'echo') [strangers, isStrange] = [[], false]
    else if (isInterrupted) put([one], atMs)
    else if (heard.kind === 'character') {
      ;[strangers, isStrange] = [[...strangers, one], isStrange || judged === 'stranger']
      if (strangers.length < interrupting + (isStrange ? 0 : 1)) return
      isInterrupted = true
      put(strangers, atMs)
    }
  }

  const listenForTone = (nowMs: number): void => {
    if (!line.isBusy() || writer.stands() === 'sending') {
      toneSinceMs = Infinity
      return
    }
    toneSinceMs = Math.min(toneSinceMs, nowMs)
    if (nowMs - Math.max(toneSinceMs, typedMs) < emptyToneMs) toneMs = nowMs
  }

  return {
    typed: () => typed,
    activeMs: () => Math.max(typedMs, toneMs),
    toneMs: () => toneMs,
    forget: () => {
      ;[typed, strangers, isStrange, isInterrupted] = [[], [], false, false]
    },
    press: (key, nowMs) => {
      isInterrupted = true
      put([{ kind: 'key', key }], nowMs)
    },
    listen: (sound, nowMs) => {
      const heard = line.push(sound)
      heard.forEach(hear)
      listenForTone(nowMs)
      // A line that has only now found its mode would write again in it, and over the caller.
      if (heard.length > 0 && writer.stands() === 'idle') line.stop()
      return isInterrupted && writer.stands() === 'sending'
    },
  }
}
