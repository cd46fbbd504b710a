import type { Language } from '../base/brand.ts'
import type { Keyed } from '../base/keyed.ts'
import type { Input } from '../dialogue/input.ts'
import type { Script } from '../dialogue/script.ts'
import type { State } from '../dialogue/state.ts'
import type { Turn } from '../dialogue/turn.ts'

/** The engine that is conducted: `src/dialogue`, or a smaller one in a test. */
export type Dialogue = {
  readonly begin: () => State
  readonly step: (script: Script, state: State, input: Input) => { state: State; turn: Turn }
  /** What a later call of this caller could go on from. */
  readonly keyedSoFar: (state: State) => Keyed
  /** None before the call was answered. */
  readonly chosenLanguage: (state: State) => Language | undefined
}

/** A turn that is said to the caller; the others are carried out without a word. */
export type SaidTurn = Extract<Turn, { readonly kind: 'ask' | 'transfer' | 'end' }>
