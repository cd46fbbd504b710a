import type { Country, Language } from '../base/brand.ts'

/**
 * What the dialogue knows of a country: the steps a call takes there. `languages`: the first is the main
 * one. `choice`: `one` has no language step; `main-and-other` says the welcome, then offers the second;
 * `equal` asks for the language first.
 */
export type Script = {
  readonly country: Country
  readonly languages: readonly [Language, ...Language[]]
  readonly choice: 'one' | 'main-and-other' | 'equal'
  /** The most presses one listening may ask for; some providers stop at 50. */
  readonly keysPerListening: number
  /** A relay number: every pause is doubled, and so are the limits of a call. */
  readonly relay: boolean
}
