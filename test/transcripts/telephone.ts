import type { Came } from '../../src/dialogue/input.ts'
import type { Spoken } from '../../src/wording/spoken.ts'

/** How the line listens after it has spoken. */
export type Ear = {
  readonly atMost: number
  /** Empty: no key ends it. */
  readonly finishOnKey: string
  readonly patienceInMs: number
  readonly speech: boolean
}

/** What is heard on the telephone; without an ear the line hangs up then, or he waits for a person. */
export type Heard = {
  readonly spoken: readonly Spoken[]
  readonly ear?: Ear
  readonly isForPerson?: true
}

/** What a caller heard in answer to. `by`: what closed the line's ear. */
export type Keyed = { readonly keys: string; readonly by: 'full' | 'finish-key' | 'timer' }

/** A telephone at which a transcript is played, call after call. */
export type Telephone = {
  /** `from`: the caller's number. */
  readonly call: (from: string) => Promise<Heard>
  readonly key: (keyed: Keyed) => Promise<Heard>
  readonly speak: (words: string) => Promise<Heard>
  /** He was with a person, or waited for one. */
  readonly comesBack: (came: Came) => Promise<Heard>
  readonly hangUp: () => Promise<void>
}
