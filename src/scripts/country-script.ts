import type { Country, E164, Language } from '../base/brand.ts'
import type { Script } from '../dialogue/script.ts'
import type { ModeName } from '../modem/mode.ts'
import type { Names } from '../wording/variables.ts'

/** A text-to-speech voice by the name TwiML gives it, and the locale it speaks: `nl-BE`. */
export type Voice = { readonly id: string; readonly locale: string }

/** What the voice follows in one country: `voice-scripts/<COUNTRY>.yaml`, checked. */
export type CountryScript = {
  readonly script: Script
  /** The countries whose telephones the line may call or text, its own first: that costs money. */
  readonly reaches: readonly Country[]
  /** For each language of the script: the voice to use, then those to try when it fails. */
  readonly voices: ReadonlyMap<Language, readonly [Voice, ...Voice[]]>
  readonly names: ReadonlyMap<Language, Names>
  readonly text: Customs
  readonly demo?: DemoNumber & { readonly text?: DemoNumber }
}

/** How a country's text telephones sound, take turns and part. */
export type Customs = {
  /** What to try when nothing says which of them is calling, in this order. */
  readonly modes: readonly ModeName[]
  /** Hands over the turn. */
  readonly goAhead: string
  /** The line is ready to end, and waits for the caller to be. */
  readonly closing: string
  /** The last word. */
  readonly end: string
  /** Characters a line. */
  readonly width: number
}

/** A telephone number for the demo only, from a range that nobody can have. */
type DemoNumber = {
  readonly number: E164
  /** As people of the country write it. */
  readonly display: string
}
