/** The ways in which text telephones send characters as sound (V.18, Annexes A to F). */
export type ModeName = 'baudot-45' | 'baudot-50' | 'dtmf' | 'edt' | 'v21' | 'bell-103' | 'v23'

/** Who called: the two sides of a call have other tones in modes that go both ways at once. */
export type Side = 'caller' | 'answerer'

export type Mode = {
  readonly name: ModeName
  readonly hear: () => Listener
  readonly speak: () => Sender
}

/** What a text telephone typed, with the milliseconds since listening began. */
export type Heard =
  | {
      readonly kind: 'character'
      /** As it is printed in the shift that was heard; empty where that prints nothing. */
      readonly text: string
      /** As it is in either shift; both are `text` where a mode has no shifts. */
      readonly letter: string
      readonly figure: string
      /** Whether the shift was heard, and everything since then was too. */
      readonly shiftCertain: boolean
      /** From 0 to 1. */
      readonly confidence: number
      readonly atMs: number
    }
  /** Something was typed here, and nobody can say what. */
  | { readonly kind: 'garble'; readonly atMs: number }

/** Listens to one call. Sound is at 8 kHz, 1 at full scale. */
export type Listener = {
  /** Takes any number of samples, and gives what has become certain by them. */
  readonly push: (samples: Float32Array) => readonly Heard[]
  /** Whether what is on the line is a text telephone. */
  readonly isTextTelephone: () => boolean
  /** Whether somebody is sending now: a character, or the tone that is held between two. */
  readonly isBusy: () => boolean
}

/** Sends on one call. Sound is at 8 kHz, 1 at full scale, with a phase that never jumps. */
export type Sender = {
  /** Sends a text after what is waiting; where nothing is, its lead and first shift come before it. */
  readonly write: (text: string) => void
  /** Fills all of `samples` with what comes next, silence where nothing does; says whether it was anything. */
  readonly fill: (samples: Float32Array) => boolean
  /** Ends with the character that is being sent, and forgets the rest. */
  readonly stop: () => void
  /** How many characters wait to be sent, shifts included. */
  readonly waiting: () => number
}
