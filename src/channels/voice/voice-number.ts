import type { CalledNumber } from '../../calls/exchange.ts'
import type { Speakers } from './voice.ts'

/** One of the line's numbers: what is served there, and who speaks. */
export type VoiceNumber = { readonly called: CalledNumber; readonly speakers: Speakers }
