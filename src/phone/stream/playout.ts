import { fromMuLaw } from '../../modem/mu-law.ts'
import { frameLength } from './sound.ts'

/** What the line has sent and the caller has not heard yet. */
export type Playout = {
  readonly add: (bytes: Uint8Array) => void
  /** Comes back when all that was added before it has been played. */
  readonly mark: (name: string) => void
  /** Forgets what was not played; all marks come back at once. */
  readonly clear: () => void
  /** Plays 20 ms of it into `heard`, as far as there is any. */
  readonly play: (heard: Float32Array) => void
}

type Piece = { readonly bytes: Uint8Array } | { readonly mark: string }

export function createPlayout(onMark: (name: string) => void): Playout {
  let pieces: Piece[] = []
  let at = 0

  const returnMarks = (): void => {
    for (let first = pieces[0]; first !== undefined && 'mark' in first; first = pieces[0]) {
      pieces.shift()
      onMark(first.mark)
    }
  }
  return {
    add: (bytes) => {
      if (bytes.length > 0) pieces.push({ bytes })
    },
    mark: (name) => {
      pieces.push({ mark: name })
      returnMarks()
    },
    clear: () => {
      const marks = pieces.flatMap((piece) => ('mark' in piece ? [piece.mark] : []))
      pieces = []
      at = 0
      for (const mark of marks) onMark(mark)
    },
    play: (heard) => {
      for (let n = 0; n < frameLength; n += 1) {
        const [first] = pieces
        if (first === undefined || !('bytes' in first)) return
        heard[n] = fromMuLaw(first.bytes[at] ?? 0)
        at += 1
        if (at < first.bytes.length) continue
        pieces.shift()
        at = 0
        returnMarks()
      }
    },
  }
}
