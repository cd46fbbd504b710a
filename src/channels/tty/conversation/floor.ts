import type { Answering } from '../../../modem/answering.ts'
import type { ModeName } from '../../../modem/mode.ts'
import type { Wire } from './deps.ts'
import { createEar } from './ear.ts'
import { createEcho } from './echo.ts'
import type { Typed } from './typed.ts'
import { createWriter } from './writer.ts'

/** Half duplex: one of the two writes at a time, and nobody is talked over. The caller's sound is the only clock. */
export type Floor = {
  /** Takes 20 ms of it; undefined: they were lost. Says whether the caller types while the line writes, and means it. */
  readonly listen: (heard: Float32Array | undefined) => boolean
  /** 20 ms to send, or undefined for silence. */
  readonly sound: () => Float32Array | undefined
  readonly press: (key: string) => void
  readonly marked: (name: string) => void
  readonly nowMs: () => number
  /** What the caller has typed since it was last forgotten; the same array until more is typed. */
  readonly typed: () => readonly Typed[]
  readonly forget: () => void
  /** When he last typed, or a tone was heard that may become a character. */
  readonly activeMs: () => number
  /** Nothing is heard, and nothing that was heard can still become a character. */
  readonly isQuiet: () => boolean
  /** Whether the line may begin to write what it has had to say since then. */
  readonly isFree: (sinceMs: number) => boolean
  /** Forgets what was typed, and writes. */
  readonly begin: (text: string) => void
  readonly isWriting: () => boolean
  /** How many characters of what is being written, or was stopped, have begun to be sent. */
  readonly written: () => number
  /** Whether he began to type before so many of them, or all there are, had begun to be sent. */
  readonly isUnread: (least: number) => boolean
  /** To be called in every frame while the line writes. Says whether all of it has been heard. */
  readonly goOn: () => boolean
  /** Ends in the middle of what is being written. */
  readonly stop: () => void
}

export type FloorDeps = {
  readonly line: Answering
  readonly wire: Pick<Wire, 'mark' | 'clear'>
  readonly onMode: (mode: ModeName) => void
}

const frameMs = 20
const samplesInFrame = 160
/** After the tone of the other one has ended; and while a receiver may still have characters of it to give. */
const [quietMs, decodingMs] = [300, 1_000]
/** Nobody waits longer for a caller to let him speak. */
export const longestWaitMs = 60_000

export function createFloor({ line, wire, onMode }: FloorDeps): Floor {
  const echo = createEcho()
  const writer = createWriter({
    line,
    mark: wire.mark,
    onSent: (character, atMs) => {
      written += 1
      if (written > 0) sentMs.push(atMs)
      echo.sent(character, atMs)
    },
  })
  const ear = createEar({ line, writer, echo })
  let [nowMs, written, length] = [0, 0, 0]
  /** When each character of what is being written was begun. */
  let sentMs: number[] = []
  let mode: ModeName | undefined
  /** The last line on the paper is the caller's, or broken off. */
  let isMidLine = false

  const forget = (): void => {
    if (ear.typed().length > 0) isMidLine = true
    ear.forget()
  }

  return {
    listen: (heard) => {
      nowMs += frameMs
      const isInterrupted = ear.listen(heard ?? new Float32Array(samplesInFrame), nowMs)
      const found = line.mode()
      if (found !== undefined && found !== mode) onMode(found)
      mode = found
      return isInterrupted
    },
    sound: () => {
      const sound = new Float32Array(samplesInFrame)
      return line.fill(sound) ? sound : undefined
    },
    press: (key) => {
      if (line.mode() !== 'dtmf') ear.press(key, nowMs)
    },
    marked: writer.marked,
    nowMs: () => nowMs,
    typed: ear.typed,
    forget,
    activeMs: ear.activeMs,
    isQuiet: () => nowMs - ear.toneMs() >= decodingMs,
    isFree: (sinceMs) => {
      const isAfterCaller = ear.activeMs() > sinceMs - decodingMs
      const quiet = isAfterCaller ? decodingMs : quietMs
      return nowMs - ear.toneMs() >= quiet || nowMs - sinceMs >= longestWaitMs
    },
    begin: (text) => {
      forget()
      const before = isMidLine ? '\r\n' : ''
      writer.begin(before + text)
      ;[written, isMidLine] = [-before.length, false]
      ;[sentMs, length] = [[], text.trimEnd().length]
      writer.goOn(nowMs)
    },
    isWriting: () => writer.stands() !== 'idle',
    written: () => Math.max(0, written),
    isUnread: (least) => ear.sinceMs() < (sentMs[Math.min(least, length) - 1] ?? Infinity),
    goOn: () => writer.goOn(nowMs),
    stop: () => {
      writer.stop(nowMs)
      wire.clear()
    },
  }
}
