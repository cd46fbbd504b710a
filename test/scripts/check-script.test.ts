import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { checkScript } from '../../src/scripts/check-script.ts'
import { showFinding } from '../../src/scripts/finding.ts'

const worded = ['de', 'en', 'fr', 'nl'].map((tag) => tag as Language)

const good = `country: NL
choice: main-and-other
keysPerListening: 63
relay: false
languages:
  - language: nl
    voice: Google.nl-NL-Wavenet-A
    fallback: [Polly.Lotte]
    publisher: Example
    web: activate punt example punt com
    hours: op werkdagen van negen tot vijf
    answerWithin: binnen twee werkdagen
  - language: en
    voice: Polly.Amy-Neural
    publisher: Example
    web: activate dot example dot com
    hours: on working days from nine to five
    answerWithin: within two working days
demo:
  number: '+31200123456'
  display: 020 012 34 56
`

const findingsIn = (text: string, file = 'NL.yaml'): readonly string[] => {
  const check = checkScript(file, text, worded)
  return check.kind === 'unusable' ? check.findings.map(showFinding) : []
}

/** What is found when one piece of the good script is written otherwise. */
const afterChange = (from: string, to: string): readonly string[] => {
  expect(good).toContain(from)
  return findingsIn(good.replace(from, to))
}

describe('a good script', () => {
  const check = checkScript('NL.yaml', good, worded)

  test('becomes what the dialogue, the wording and the voice channel need', () => {
    if (check.kind !== 'usable') throw new Error('not usable')
    const { script, reaches, voices, names, demo } = check.script
    expect(reaches).toEqual(['NL'])
    expect(script).toEqual({
      country: 'NL',
      languages: ['nl', 'en'],
      choice: 'main-and-other',
      keysPerListening: 63,
      relay: false,
    })
    expect(Object.fromEntries(voices)).toEqual({
      nl: [
        { id: 'Google.nl-NL-Wavenet-A', locale: 'nl-NL' },
        { id: 'Polly.Lotte', locale: 'nl-NL' },
      ],
      en: [{ id: 'Polly.Amy-Neural', locale: 'en-GB' }],
    })
    expect(names.get('nl' as Language)).toEqual({
      publisher: 'Example',
      web: 'activate punt example punt com',
      hours: 'op werkdagen van negen tot vijf',
      answerWithin: 'binnen twee werkdagen',
      goAhead: 'GA',
      country: 'NL',
    })
    expect(demo).toEqual({ number: '+31200123456', display: '020 012 34 56' })
  })

  test('has the customs of text telephones that are known everywhere, where it names no others', () => {
    if (check.kind !== 'usable') throw new Error('not usable')
    expect(check.script.text).toEqual({
      modes: ['baudot-45', 'baudot-50', 'edt', 'v21', 'dtmf', 'bell-103', 'v23'],
      goAhead: 'GA',
      closing: 'GA TO SK',
      end: 'SKSK',
      width: 72,
    })
    const own = checkScript(
      'NL.yaml',
      `${good}  text: { number: '+31200123458', display: 020 012 34 58 }
text: { modes: [dtmf, v21], goAhead: KOM, end: KLART SLUT, width: 20 }
`,
      worded,
    )
    if (own.kind !== 'usable') throw new Error('not usable')
    expect(own.script.text).toEqual({
      modes: ['dtmf', 'v21'],
      goAhead: 'KOM',
      closing: 'GA TO SK',
      end: 'KLART SLUT',
      width: 20,
    })
    expect(own.script.demo?.text).toEqual({ number: '+31200123458', display: '020 012 34 58' })
    expect(own.script.names.get('nl' as Language)?.goAhead).toBe('KOM')
  })

  test('may leave out the demo number, the keys of a listening and the relay', () => {
    const short = good.slice(0, good.indexOf('demo:')).replace(/keysPer.*\n.*\n/, '')
    const shortened = checkScript('NL.yaml', short, worded)
    if (shortened.kind !== 'usable') throw new Error('not usable')
    expect(shortened.script.script).toMatchObject({ keysPerListening: 63, relay: false })
    expect(shortened.script).not.toHaveProperty('demo')
  })
})

describe('what is wrong is named with file, line and what to write instead', () => {
  test.each([
    [
      'a name with a slip',
      'choice: main',
      'choise: main',
      [
        'NL.yaml:1:1: "choice" is missing; write one, main-and-other or equal',
        'NL.yaml:2:1: "choise" is not known here; did you mean "choice"?',
      ],
    ],
    [
      'a name that belongs nowhere',
      '    hours: op',
      '    telephone: "1"\n    hours: op',
      [
        'NL.yaml:11:5: "telephone" is not known here; leave it out; what may stand here: ' +
          'language, voice, fallback, publisher, web, address, hours, answerWithin, hash',
      ],
    ],
    [
      'a choice that there is not',
      'main-and-other',
      'both',
      ['NL.yaml:2:9: "choice" is "both"; write one, main-and-other or equal'],
    ],
    [
      'a choice that does not fit the number of languages',
      'main-and-other',
      'one',
      [
        'NL.yaml:2:9: "one" does not fit 2 languages; ' +
          'write main-and-other or equal, or leave one language',
      ],
    ],
    [
      'a text telephone that there is not',
      'demo:',
      'text: { modes: [v21, v22] }\ndemo:',
      [
        'NL.yaml:19:22: entry 2 of "modes" is "v22"; ' +
          'write one of baudot-45, baudot-50, edt, v21, dtmf, bell-103, v23',
      ],
    ],
    [
      'a word that nobody can type, and a line that no text telephone has',
      'demo:',
      'text: { goAhead: kom!, width: 12 }\ndemo:',
      [
        'NL.yaml:19:18: "goAhead" is "kom!"; write the word that hands over the turn: GA, in capitals',
        'NL.yaml:19:31: "width" is 12; write at least 20',
      ],
    ],
    [
      'a custom with a slip',
      'demo:',
      'text: { goAhaed: GA }\ndemo:',
      ['NL.yaml:19:9: "goAhaed" is not known here; did you mean "goAhead"?'],
    ],
    [
      'a number in words',
      'keysPerListening: 63',
      'keysPerListening: fifty',
      ['NL.yaml:3:19: "keysPerListening" is "fifty"; write a whole number from 7 to 63'],
    ],
    [
      'more keys than there are',
      'keysPerListening: 63',
      'keysPerListening: 64',
      [
        'NL.yaml:3:19: "keysPerListening" is 64; ' +
          'write at most 63, the length of an installation ID',
      ],
    ],
    [
      'fewer keys than a group has',
      'keysPerListening: 63',
      'keysPerListening: 5',
      ['NL.yaml:3:19: "keysPerListening" is 5; write at least 7, the length of a group'],
    ],
    [
      'yes instead of true',
      'relay: false',
      'relay: yes',
      ['NL.yaml:4:8: "relay" is "yes"; write true or false'],
    ],
    [
      'a country in words',
      'country: NL',
      'country: Netherlands',
      ['NL.yaml:1:10: "country" is "Netherlands"; write the country as two capital letters: NL'],
    ],
    [
      'a country that there is not',
      'country: NL',
      'country: XQ',
      ['NL.yaml:1:10: "XQ" is no country; write its ISO 3166 letters: NL'],
    ],
    [
      'neighbours that are none',
      'choice: main',
      'neighbours: [BE, NL, XQ, BE]\nchoice: main',
      [
        'NL.yaml:2:18: "NL" is the country itself; leave it out',
        'NL.yaml:2:22: "XQ" is no country; write its ISO 3166 letters: NL',
        'NL.yaml:2:26: "BE" stands here for the second time; leave it out',
      ],
    ],
    [
      'a file named for another country',
      'country: NL',
      'country: BE',
      ['NL.yaml:1:10: the file is named NL.yaml; write "NL" or name it BE.yaml'],
    ],
    [
      'a language without words',
      'language: en',
      'language: eng',
      ['NL.yaml:13:15: "eng" has no locales/eng/spoken.json; did you mean "en"?'],
    ],
    [
      'a language without words and without likeness',
      'language: en',
      'language: swahili',
      ['NL.yaml:13:15: "swahili" has no locales/swahili/spoken.json; write one of de, en, fr, nl'],
    ],
    [
      'a language that comes twice',
      'language: en\n    voice: Polly.Amy-Neural',
      'language: nl\n    voice: Polly.Ruben',
      ['NL.yaml:13:15: "nl" stands here for the second time; leave one entry out'],
    ],
    [
      'a voice of another language',
      'voice: Google.nl-NL-Wavenet-A',
      'voice: Google.de-DE-Wavenet-A',
      [
        'NL.yaml:7:12: "Google.de-DE-Wavenet-A" speaks de-DE; ' +
          'for nl write "Google.nl-NL-Wavenet-A"',
      ],
    ],
    [
      'a voice with a slip',
      'voice: Polly.Amy-Neural',
      'voice: Polly.Amy-Neurel',
      [
        'NL.yaml:14:12: "Polly.Amy-Neurel" is no voice that TwiML has; ' +
          'for en write "Polly.Amy-Neural"',
      ],
    ],
    [
      'a second voice that is the first again',
      'fallback: [Polly.Lotte]',
      'fallback: [Google.nl-NL-Wavenet-A]',
      ['NL.yaml:8:16: "Google.nl-NL-Wavenet-A" is named twice; leave one out'],
    ],
    [
      'a single second voice where a list belongs',
      'fallback: [Polly.Lotte]',
      'fallback: Polly.Lotte',
      ['NL.yaml:8:15: "fallback" is "Polly.Lotte"; write a list of voices: [Polly.Lotte]'],
    ],
    [
      'no publisher',
      '    publisher: Example\n    web: activate punt',
      '    web: activate punt',
      ['NL.yaml:6:5: "publisher" is missing; write the name that callers know you by'],
    ],
    [
      'an empty name',
      'publisher: Example',
      'publisher:',
      ['NL.yaml:9:15: "publisher" is empty; write the name that callers know you by'],
    ],
    [
      'an address as it is typed',
      'activate punt example punt com',
      'activate.example.com',
      [
        'NL.yaml:10:10: "web" is "activate.example.com"; ' +
          'write it as it is spoken, word by word: activate dot example dot com',
      ],
    ],
    [
      'a variable in a name',
      'hours: on working days from nine to five',
      "hours: 'from {{nine}}'",
      [
        'NL.yaml:17:12: "hours" is "from {{nine}}"; write when people are there, in words: ' +
          'on working days from nine to five, on one line, without braces',
      ],
    ],
    [
      'a telephone number that YAML takes for a number, and is not repeated',
      "'+31200123456'",
      '+31200123456',
      [
        'NL.yaml:20:11: "number" is not in that form; ' +
          'write the number in quotes, with + and the country: "+12025550142"',
      ],
    ],
    [
      'a telephone number with blanks',
      "'+31200123456'",
      "'+31 20 0123456'",
      [
        'NL.yaml:20:11: "number" is not in that form; ' +
          'write + and 7 to 15 digits, nothing else: "+12025550142"',
      ],
    ],
    [
      'a name that comes twice',
      'relay: false',
      'relay: false\nrelay: true',
      ['NL.yaml:5:1: this name stands here for the second time; leave one of the two out'],
    ],
    [
      'a second document',
      'relay: false',
      'relay: false\n---',
      ['NL.yaml:5:1: a second document begins here; write one script a file, without ---'],
    ],
    [
      'an alias that leads nowhere',
      'relay: false',
      'relay: *other',
      ['NL.yaml:1:1: an alias (*name) leads nowhere or too far; write the value itself'],
    ],
  ])('%s', (_what, from, to, findings) => {
    expect(afterChange(from, to)).toEqual(findings)
  })

  test('a voice of a language that no voice is known of is taken as written', () => {
    const text = good
      .replace('language: en', 'language: es')
      .replace('Polly.Amy-Neural', 'Polly.Lupe')
    expect(checkScript('NL.yaml', text, [...worded, 'es' as Language]).kind).toBe('usable')
    const english = good.replace('language: en', 'language: es')
    const check = checkScript('NL.yaml', english, [...worded, 'es' as Language])
    expect(check).toMatchObject({
      findings: [
        { line: 14, message: '"Polly.Amy-Neural" speaks en-GB; for es write a voice of it' },
      ],
    })
  })

  test('an empty file', () => {
    expect(findingsIn('')).toEqual([
      'NL.yaml:1:1: the file is empty; ' +
        'write country, choice and languages; start from another script',
    ])
  })

  test('no language at all', () => {
    expect(findingsIn('country: NL\nchoice: one\nlanguages: []\n')).toEqual([
      'NL.yaml:3:12: entry 1 of "languages" is missing; ' +
        'write language, voice, publisher, web, hours and answerWithin',
    ])
  })

  test('more languages than anybody listens to', () => {
    const entry = good.slice(good.indexOf('  - language: en'), good.indexOf('demo:'))
    expect(findingsIn(good.replace('demo:', `${entry.repeat(3)}demo:`))[0]).toBe(
      'NL.yaml:6:3: "languages" is a list of 5; ' +
        'write at most four languages: nobody listens to a longer offer',
    )
  })

  test('a name too long to be said often', () => {
    expect(afterChange('publisher: Example', `publisher: ${'Example '.repeat(40).trim()}`)).toEqual(
      [
        expect.stringMatching(
          /^NL\.yaml:9:16: "publisher" is .*…; write at most about 200 letters/,
        ),
      ],
    )
  })

  test('text that is no YAML at all', () => {
    expect(findingsIn('country: [NL\nchoice: one')[0]).toMatch(
      /^NL\.yaml:2:\d+: this is no YAML \(/,
    )
  })

  test('many things at once are all named', () => {
    const text = good.replace('choice: main', 'choise: main').replace('relay: false', 'relay: 1')
    expect(findingsIn(text)).toHaveLength(3)
  })
})
