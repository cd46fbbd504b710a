/** The paper of a text telephone, as somebody looks at it. */
export type Paper = {
  /** Takes what has just been printed, 20 ms after the last time. */
  readonly frame: (printed: string, isWriting: boolean) => void
  /** What was printed since it was last taken, if nothing more has come for so long. */
  readonly settledFor: (ms: number) => string
  readonly take: () => string
  readonly writtenForMs: () => number
}

export function createPaper(): Paper {
  let [text, quietMs, writtenMs] = ['', 0, 0]
  return {
    frame: (printed, isWriting) => {
      text += printed
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
  }
}

export const frameMs = 20
