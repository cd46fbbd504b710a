/** The paper of a text telephone, as somebody looks at it. */
export type Paper = {
  /** Takes what has just been printed, 20 ms after the last time. */
  readonly frame: (printed: string, isWriting: boolean) => void
  /** What was printed since it was last taken, if nothing more has come for so long. */
  readonly settledFor: (ms: number) => string
  readonly take: () => string
  readonly writtenForMs: () => number
  /** Nothing was ever printed, and for so long nobody has written. */
  readonly emptyForMs: () => number
}

export function createPaper(): Paper {
  let [text, quietMs, writtenMs, isEmpty] = ['', 0, 0, true]
  return {
    frame: (printed, isWriting) => {
      text += printed
      isEmpty &&= printed.trim() === ''
      quietMs = printed !== '' || isWriting ? 0 : quietMs + frameMs
      writtenMs = isWriting ? writtenMs + frameMs : 0
    },
    settledFor: (ms) => (quietMs >= ms && text.trim() !== '' ? text : ''),
    take: () => {
      const taken = text
      text = ''
      return taken
    },
    writtenForMs: () => writtenMs,
    emptyForMs: () => (isEmpty ? quietMs : 0),
  }
}

export const frameMs = 20
