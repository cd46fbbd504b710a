import type { Answering } from '../../../../src/modem/answering.ts'
import type { Heard, ModeName } from '../../../../src/modem/mode.ts'

/** What a caller does at this time of the call, by all that was written to him so far. */
export type Habit = (nowMs: number, read: string) => string | undefined

/** Nobody can say what it was. */
export const garbled = '\0'

/** At 45.45 bit/s. */
const characterMs = 160

/** A line on which characters go as what they are, without sound: an hour of a call takes no time. */
export function createSoundlessLine(
  habit: Habit,
  mode: (nowMs: number) => ModeName = () => 'baudot-45',
): {
  readonly line: Answering
  readonly read: () => string
} {
  let [nowMs, typedMs, sentMs] = [0, -Infinity, 0]
  let [waiting, read] = ['', '']
  const heardAs = (typed: string): Heard =>
    typed === garbled
      ? { kind: 'garble', atMs: nowMs }
      : {
          kind: 'character',
          text: typed,
          letter: typed,
          figure: typed,
          shiftCertain: true,
          confidence: 1,
          atMs: nowMs,
        }

  const line: Answering = {
    mode: () => mode(nowMs),
    isTextTelephone: () => true,
    isBusy: () => nowMs - typedMs < characterMs,
    isWriting: () => waiting !== '',
    waiting: () => waiting.length,
    push: () => {
      nowMs += 20
      const typed = habit(nowMs, read)
      if (typed === undefined) return []
      typedMs = nowMs
      return Array.from(typed, heardAs)
    },
    write: (text) => {
      waiting += text
    },
    fill: () => {
      if (waiting === '') return false
      if (nowMs - sentMs >= characterMs) {
        sentMs = nowMs
        read += waiting.charAt(0)
        waiting = waiting.slice(1)
      }
      return true
    },
    stop: () => {
      waiting = ''
    },
  }
  return { line, read: () => read }
}
