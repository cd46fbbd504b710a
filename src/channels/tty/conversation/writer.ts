import type { Answering } from '../../../modem/answering.ts'
import type { Heard } from '../../../modem/mode.ts'

/** Writes one text after the other, and knows what comes back as an echo of it. */
export type Writer = {
  readonly begin: (text: string) => void
  /** To be called in every frame, before the line is filled. Says whether all of it has been heard. */
  readonly goOn: (nowMs: number) => boolean
  /** `sent`: its end may not have been heard yet. */
  readonly stands: () => 'idle' | 'sending' | 'sent'
  readonly marked: (name: string) => void
  /** Ends with the character that is being sent, and forgets the rest. */
  readonly stop: (nowMs: number) => void
  /** Whether something was heard while the line itself was to be heard. */
  readonly isUnderOwnSound: (heard: Heard) => boolean
  readonly isEcho: (heard: Heard) => boolean
}

/** So many characters lie ready: none is late, even at 1200 bit/s, and each is known by the time it is sent. */
const ahead = 3
/** An echo comes within a second; what lies ready is sent within another, at 45 baud. */
const echoMs = 2_000
/** A receiver gives a character so long after it began, at most. */
const lagMs = 1_500
/** V.18 X-01: whoever sends does not listen for so long after. */
const deafMs = 300
/** A mark that has not come back by then is not waited for. */
const markMs = 2_000

type Sent = { readonly character: string; readonly atMs: number }

export function createWriter(line: Answering, mark: (name: string) => void): Writer {
  let rest = ''
  let sent: Sent[] = []
  let [beganMs, endedMs] = [Infinity, -Infinity]
  let stands: 'idle' | 'sending' | 'sent' = 'idle'
  let [marks, isMarked] = [0, false]

  const markName = (): string => `written-${marks}`
  const feed = (nowMs: number): void => {
    while (rest !== '' && line.waiting() < ahead) {
      const character = rest.charAt(0)
      rest = rest.slice(1)
      line.write(character)
      sent.push({ character, atMs: nowMs })
    }
    sent = sent.filter(({ atMs }) => atMs >= nowMs - echoMs - lagMs)
  }

  return {
    stands: () => stands,
    begin: (text) => {
      ;[rest, stands, beganMs] = [text, 'sending', Infinity]
    },
    goOn: (nowMs) => {
      if (stands === 'sending') {
        if (beganMs === Infinity) [beganMs, endedMs] = [nowMs, Infinity]
        feed(nowMs)
        if (rest !== '' || line.isWriting()) return false
        marks += 1
        ;[stands, endedMs, isMarked] = ['sent', nowMs, false]
        mark(markName())
        return false
      }
      if (!isMarked && nowMs - endedMs < markMs) return false
      stands = 'idle'
      return true
    },
    marked: (name) => {
      if (name === markName()) isMarked = true
    },
    stop: (nowMs) => {
      line.stop()
      ;[rest, stands, endedMs] = ['', 'idle', nowMs]
    },
    isUnderOwnSound: ({ atMs }) => atMs >= beganMs && atMs <= endedMs + deafMs,
    isEcho: (heard) =>
      heard.kind === 'character' &&
      sent.some(
        ({ character, atMs }) =>
          (character === heard.letter || character === heard.figure) &&
          atMs >= heard.atMs - echoMs &&
          atMs <= heard.atMs,
      ),
  }
}
