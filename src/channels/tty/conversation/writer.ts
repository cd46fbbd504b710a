import type { Answering } from '../../../modem/answering.ts'
import type { Heard } from '../../../modem/mode.ts'

/** Writes on the line, and knows what comes back as an echo of it. */
export type Writer = {
  readonly begin: (text: string) => void
  /** To be called for every frame, before the line is filled. */
  readonly feed: (nowMs: number) => void
  readonly isDone: () => boolean
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
/** V.18 X-01: whoever sends does not listen for so long after. */
const deafMs = 300

type Sent = { readonly character: string; readonly atMs: number }

export function createWriter(line: Answering): Writer {
  let rest = ''
  let sent: Sent[] = []
  let [beganMs, endedMs] = [Infinity, -Infinity]

  return {
    begin: (text) => {
      rest = text
    },
    feed: (nowMs) => {
      if (rest !== '' && (beganMs === Infinity || endedMs < Infinity)) {
        ;[beganMs, endedMs] = [nowMs, Infinity]
      }
      while (rest !== '' && line.waiting() < ahead) {
        const character = rest.charAt(0)
        rest = rest.slice(1)
        line.write(character)
        sent.push({ character, atMs: nowMs })
      }
      if (rest === '' && !line.isWriting()) endedMs = Math.min(endedMs, nowMs)
      sent = sent.filter(({ atMs }) => atMs >= nowMs - echoMs - lagMs)
    },
    isDone: () => rest === '' && !line.isWriting(),
    stop: (nowMs) => {
      rest = ''
      line.stop()
      endedMs = Math.min(endedMs, nowMs)
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

/** A receiver gives a character so long after it began, at most. */
const lagMs = 1_500
