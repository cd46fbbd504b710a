import type { Voice } from './country-script.ts'

/** The voice of that name, or nothing when TwiML has none in a language we know voices of. */
export function findVoice(id: string): Voice | undefined {
  const locale = locales.find((one) => idsOf(one).includes(id))
  return locale === undefined ? undefined : { id, locale }
}

/** The names of all voices of a language (`nl`), or of a locale (`nl-BE`). */
export function voicesOf(languageOrLocale: string): readonly string[] {
  return locales
    .filter((locale) => locale === languageOrLocale || locale.split('-')[0] === languageOrLocale)
    .flatMap(idsOf)
}

const chirps = 'Aoede Charon Fenrir Kore Leda Orus Puck Zephyr'

/**
 * Google's voices by kind: letters, or names. Polly's by name, with the kinds it has: S standard,
 * N neural, G generative. From the list of `SayVoice` in Twilio's SDK 6.2; Polly's locales from its own
 * documentation.
 */
const voices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'de-AT': { Hannah: 'N' },
  'de-DE': {
    Standard: 'A B C D E F G H',
    Wavenet: 'A B C D E F G H',
    Neural2: 'A B C D F G H',
    'Chirp3-HD': chirps,
    Daniel: 'NG',
    Hans: 'S',
    Marlene: 'S',
    Vicki: 'SNG',
  },
  'en-GB': {
    Standard: 'A B C D F N O',
    Wavenet: 'A B C D F N O',
    Neural2: 'A B C D F N O',
    'Chirp3-HD': chirps,
    Amy: 'SNG',
    Arthur: 'N',
    Brian: 'SN',
    Emma: 'SN',
  },
  'en-US': {
    Standard: 'A B C D E F G H I J',
    Wavenet: 'A B C D E F G H I J',
    Neural2: 'A C D E F G H I J',
    'Chirp3-HD': chirps,
    Danielle: 'NG',
    Gregory: 'N',
    Ivy: 'SN',
    Joanna: 'SNG',
    Joey: 'SN',
    Justin: 'SN',
    Kendra: 'SN',
    Kevin: 'SN',
    Kimberly: 'SN',
    Matthew: 'SNG',
    Ruth: 'NG',
    Salli: 'SN',
    Stephen: 'NG',
  },
  'fr-BE': { Isabelle: 'N' },
  'fr-FR': {
    Standard: 'A B C D E F G',
    Wavenet: 'A B C D E F G',
    Neural2: 'A B C D E F G',
    'Chirp3-HD': chirps,
    Celine: 'S',
    Lea: 'SNG',
    Mathieu: 'S',
    Remi: 'N',
    Rémi: 'G',
  },
  'nl-BE': { Standard: 'A B C D', Wavenet: 'A B C D', Lisa: 'N' },
  'nl-NL': {
    Standard: 'A B C D E F G',
    Wavenet: 'A B C D E F G',
    'Chirp3-HD': chirps,
    Laura: 'N',
    Lotte: 'S',
    Ruben: 'S',
  },
  'sv-SE': { Standard: 'A B C D E F G', Wavenet: 'A B C D E F G', Astrid: 'S', Elin: 'N' },
}

const locales = Object.keys(voices)

const googleKinds = ['Standard', 'Wavenet', 'Neural2', 'Chirp3-HD']
const pollyEndings: Readonly<Record<string, string>> = { S: '', N: '-Neural', G: '-Generative' }

function idsOf(locale: string): readonly string[] {
  return Object.entries(voices[locale] ?? {}).flatMap(([name, which]) =>
    googleKinds.includes(name)
      ? which.split(' ').map((voice) => `Google.${locale}-${name}-${voice}`)
      : which.split('').map((kind) => `Polly.${name}${pollyEndings[kind]}`),
  )
}
