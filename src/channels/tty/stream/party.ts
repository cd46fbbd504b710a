import type { Frame } from './frames.ts'

/** Whoever a stream carries a caller's sound to, and ours from; one for each stream. */
export type Party = {
  /** The next 20 ms of the caller; lost ones have no value. Gives the 20 ms that are to be sent, if any. */
  readonly frame: (heard: Frame) => Frame
  /** A key that was pressed on the telephone. */
  readonly key: (digit: string) => void
  /** What was sent before this mark has been played. */
  readonly marked: (name: string) => void
  /** The caller is gone. */
  readonly hungUp: () => void
  /** The stream is gone, and the call goes on in another one; settles when nothing is left to be done. */
  readonly leave: () => Promise<void>
}

/** What a party may do with its stream. */
export type Wire = {
  readonly mark: (name: string) => void
  /** Forgets what was sent and not played yet, and the marks in it. */
  readonly clear: () => void
  /**
   * Ends the stream once what was sent has been played: the call is over, goes on in another way, or asks for another
   * stream, since this process has no room for it.
   */
  readonly close: (why: 'end' | 'speech' | 'full') => void
}
