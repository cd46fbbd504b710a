import type { Answering } from '../../../modem/answering.ts'
import type { Heard } from '../../../modem/mode.ts'

/** Writes one text after the other, and knows when the line itself is to be heard. */
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
}

/** So many characters lie ready: none is late, even at 1200 bit/s, and each is known by the time it is sent. */
const ahead = 3
/** V.18 X-01: whoever sends does not listen for so long after. */
const deafMs = 300
/** A mark that has not come back by then is not waited for. */
const markMs = 2_000
const frameMs = 20

type WriterDeps = {
  readonly line: Answering
  readonly mark: (name: string) => void
  /** A character begins to be sent. */
  readonly onSent: (character: string, atMs: number) => void
}

export function createWriter({ line, mark, onSent }: WriterDeps): Writer {
  let rest = ''
  /** What lies ready, and how many codes, shifts among them, are begun by the time it is sent. */
  let ready: { readonly character: string; readonly codes: number }[] = []
  let codes = 0
  let [beganMs, endedMs] = [Infinity, -Infinity]
  let stands: 'idle' | 'sending' | 'sent' = 'idle'
  let [marks, isMarked] = [0, false]

  const markName = (): string => `written-${marks}`
  const feed = (): void => {
    while (rest !== '' && line.waiting() < ahead) {
      const [character, before] = [rest.charAt(0), line.waiting()]
      rest = rest.slice(1)
      line.write(character)
      codes += line.waiting() - before
      ready.push({ character, codes })
    }
  }
  const noteSent = (nowMs: number): void => {
    const begun = codes - line.waiting()
    for (const one of ready) if (one.codes <= begun) onSent(one.character, nowMs - frameMs)
    ready = ready.filter((one) => one.codes > begun)
  }

  return {
    stands: () => stands,
    begin: (text) => {
      ;[rest, stands, beganMs] = [text, 'sending', Infinity]
    },
    goOn: (nowMs) => {
      if (stands === 'sending') {
        if (beganMs === Infinity) [beganMs, endedMs] = [nowMs, Infinity]
        noteSent(nowMs)
        feed()
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
      ;[rest, ready, codes, stands, endedMs] = ['', [], 0, 'idle', nowMs]
    },
    isUnderOwnSound: ({ atMs }) => atMs >= beganMs && atMs <= endedMs + deafMs,
  }
}
