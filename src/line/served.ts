/** From numbers and scripts to what the voice channel needs: who speaks at each number, and at none. */
import type { E164, Language } from '../base/brand.ts'
import type { ServedNumber } from '../calls/numbers-file.ts'
import type { House } from '../channels/voice/apologies.ts'
import type { TextNumber } from '../channels/tty/text-calls.ts'
import type { VoiceNumber } from '../channels/voice/voice-number.ts'
import type { LoadedScripts } from '../scripts/load-scripts.ts'

type Scripts = LoadedScripts['scripts']

/** Each number with its script; its country must have one. */
export function voiceNumbers(
  scripts: Scripts,
  served: readonly ServedNumber[],
): ReadonlyMap<E164, VoiceNumber> {
  return new Map(
    served.map(({ number, kind, country, licences }) => {
      const found = scripts.get(country)
      if (found === undefined) throw new RangeError(`no voice script serves "${country}"`)
      return [number, { called: { script: found.script, licences }, speakers: found, kind }]
    }),
  )
}

/** Those of them at which people write, with the habits of their country. */
export function textNumbers(
  scripts: Scripts,
  served: readonly ServedNumber[],
): ReadonlyMap<E164, TextNumber> {
  return new Map(
    served
      .filter(({ kind }) => kind !== 'voice')
      .flatMap(({ number, country, licences }) => {
        const found = scripts.get(country)
        if (found === undefined) return []
        const { script, names, text } = found
        return [[number, { called: { script, licences }, names, customs: text }]]
      }),
  )
}

/** Who speaks where a number is not known: the first number's main language, then English. */
export function houseOf(scripts: Scripts, served: readonly ServedNumber[]): House {
  const own = served.flatMap(({ country }) => scripts.get(country) ?? [])
  const all = [...own, ...scripts.values()]
  const [main] = all
  if (main === undefined) throw new RangeError('there is no voice script')
  const inEnglish = all.find((script) => script.voices.has(english)) ?? main
  const languages = [main.script.languages[0], inEnglish.voices.has(english) ? english : undefined]
  return {
    languages: [...new Set(languages.filter((language) => language !== undefined))],
    speakers: {
      voices: new Map([...inEnglish.voices, ...main.voices]),
      names: new Map([...inEnglish.names, ...main.names]),
    },
  }
}

/** The numbers that scripts keep for the demo, for every class of key: of a country first that of who speaks. */
export function demoNumbers(scripts: Scripts): readonly ServedNumber[] {
  return [...scripts.values()].flatMap(({ demo, script: { country } }) => {
    const kept = [
      ['voice', demo],
      ['text', demo?.text],
    ] as const
    return kept.flatMap(([kind, found]) =>
      found === undefined
        ? []
        : [{ number: found.number, kind, country, licences: [], sms: found.number }],
    )
  })
}

const english = 'en' as Language
