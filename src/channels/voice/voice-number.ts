import type { CalledNumber } from '../../calls/exchange.ts'
import type { NumberKind } from '../../calls/numbers-file.ts'
import type { Speakers } from './voice.ts'

/** One of the line's numbers: what is served there, who speaks, and whether it is spoken or written. */
export type VoiceNumber = {
  readonly called: CalledNumber
  readonly speakers: Speakers
  readonly kind: NumberKind
}
