import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { Country, Language } from '../../src/base/brand.ts'
import { Fault } from '../../src/base/faults.ts'
import { promptKeys } from '../../src/dialogue/prompt-keys.ts'
import { checkScripts, loadScripts, type Folders } from '../../src/scripts/load-scripts.ts'
import { showFinding } from '../../src/scripts/finding.ts'
import { createWording } from '../../src/wording/create-wording.ts'
import { ownVariables } from '../../src/wording/variables.ts'

const ours = { scriptsFolder: 'voice-scripts', localesFolder: 'locales' }
const { scripts, locales } = loadScripts(ours)
const made: string[] = []

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true })
})

const copy = (): Folders => {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'))
  made.push(folder)
  cpSync('voice-scripts', join(folder, 'voice-scripts'), { recursive: true })
  cpSync('locales', join(folder, 'locales'), { recursive: true })
  return { scriptsFolder: join(folder, 'voice-scripts'), localesFolder: join(folder, 'locales') }
}

const edit = (file: string, from: string, to: string): void => {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
}

const findingsOf = (folders: Folders): readonly string[] => {
  const check = checkScripts(folders)
  return check.kind === 'unusable' ? check.findings.map(showFinding) : []
}

const thrownBy = (run: () => unknown): Fault => {
  try {
    run()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('the scripts of the first seven countries', () => {
  test.each([
    ['NL', 'main-and-other', ['nl', 'en'], 'nl-NL'],
    ['BE', 'equal', ['nl', 'fr', 'de'], 'nl-BE'],
    ['DE', 'one', ['de'], 'de-DE'],
    ['FR', 'one', ['fr'], 'fr-FR'],
    ['GB', 'one', ['en'], 'en-GB'],
    ['SE', 'one', ['sv'], 'sv-SE'],
    ['US', 'one', ['en'], 'en-US'],
  ] as const)('%s: %s', (country, choice, languages, locale) => {
    const found = scripts.get(country as Country)
    expect(found?.script).toEqual({
      country,
      choice,
      languages,
      keysPerListening: 63,
      relay: false,
    })
    expect([...(found?.voices.keys() ?? [])]).toEqual(languages)
    expect([...(found?.names.keys() ?? [])]).toEqual(languages)
    expect(found?.voices.get(languages[0] as Language)?.[0].locale).toBe(locale)
  })

  test('there are no others', () => {
    expect([...scripts.keys()]).toEqual(['BE', 'DE', 'FR', 'GB', 'NL', 'SE', 'US'])
  })

  test.each([
    ['GB', /^\+448081570\d{3}$/],
    ['US', /^\+1\d{3}55501\d{2}$/],
    ['FR', /^\+3319900\d{4}$/],
    ['DE', /^\+493023125\d{3}$/],
    ['NL', /^\+31200\d{6}$/],
    ['BE', /^\+3220\d{6}$/],
    ['SE', /^\+468465004\d{2}$/],
  ] as const)('the demo number of %s is one that nobody can have', (country, range) => {
    const demo = scripts.get(country as Country)?.demo
    expect(demo?.number).toMatch(range)
    expect(demo?.text?.number).toMatch(range)
    expect(demo?.text?.number).not.toBe(demo?.number)
  })

  test.each([
    ['BE', 'v23 edt dtmf baudot-50 v21 bell-103', 'GA', 'GA TO SK', 'SKSK'],
    ['DE', 'edt v21 v23 baudot-50 dtmf bell-103', 'GA', 'GA TO SK', 'SKSK'],
    ['FR', 'v23 edt dtmf baudot-50 v21 bell-103', 'GA', 'GA TO SK', 'SKSK'],
    ['GB', 'v21 baudot-50 edt v23 dtmf bell-103', 'GA', 'BIBI SK', 'SKSK'],
    ['NL', 'dtmf v21 v23 baudot-50 edt bell-103', 'GA', 'GA TO SK', 'SKSK'],
    ['SE', 'v21 dtmf baudot-50 edt v23 bell-103', 'KOM', 'HEJ DAA KOM', 'KLART SLUT'],
    ['US', 'baudot-45 bell-103 v21 v23 edt dtmf', 'GA', 'GA TO SK', 'SKSK'],
  ])('text telephones of %s: %s', (country, modes, goAhead, closing, end) => {
    expect(scripts.get(country as Country)?.text).toEqual({
      modes: modes.split(' '),
      goAhead,
      closing,
      end,
      width: 72,
    })
  })

  test('every prompt is worded in every language of every country, with its own names', () => {
    const { speak } = createWording(locales)
    for (const { script, names } of scripts.values()) {
      for (const language of script.languages) {
        for (const key of promptKeys) {
          const values = Object.fromEntries(ownVariables(key).map((name) => [name, 3]))
          const [spoken] = speak({ kind: 'words', key, values }, { language, names })
          expect(spoken).toMatchObject({ kind: 'words', language, text: expect.any(String) })
          expect(JSON.stringify(spoken)).not.toMatch(/[{]{2}|undefined/)
        }
      }
    }
  })

  test('callers in the United States press pound, those in the United Kingdom hash', () => {
    const { speak } = createWording(locales)
    const said = (country: string): unknown =>
      speak(
        { kind: 'words', key: 'read.keys' },
        {
          language: 'en' as Language,
          names: scripts.get(country as Country)?.names ?? new Map(),
        },
      )
    expect(said('US')).toMatchObject([{ text: 'Star repeats, pound goes on, five holds.' }])
    expect(said('GB')).toMatchObject([{ text: 'Star repeats, hash goes on, five holds.' }])
  })
})

test('everything wrong in all files is one fault', () => {
  const folders = copy()
  const us = join(folders.scriptsFolder, 'US.yaml')
  const french = join(folders.localesFolder, 'fr', 'spoken.json')
  edit(join(folders.scriptsFolder, 'NL.yaml'), 'choice: main-and-other', 'choice: many')
  edit(us, 'relay: false', 'relay: never')
  edit(french, '{{group}}', '{{groupe}}')
  const fault = thrownBy(() => loadScripts(folders))
  expect(fault.code).toBe('scripts-invalid')
  expect(fault.detail.split('\n')).toEqual([
    expect.stringContaining(`${french}:`),
    expect.stringMatching(/NL\.yaml:4:9: "choice" is "many"; write one, main-and-other or equal$/),
    expect.stringContaining(`${us}:6:8: "relay" is "never"`),
  ])
})

test('a language has written words beside the spoken ones, unless a text telephone cannot write it', () => {
  const folders = copy()
  const spoken = readFileSync(join(folders.localesFolder, 'en', 'spoken.json'), 'utf8')
  for (const language of ['ar', 'pt-BR']) {
    mkdirSync(join(folders.localesFolder, language))
    writeFileSync(join(folders.localesFolder, language, 'spoken.json'), spoken)
  }
  const file = join(folders.localesFolder, 'pt-BR', 'printed.json')
  expect(findingsOf(folders)).toEqual([
    `${file}:1:1: this file is missing; write it, from locales/en/printed.json`,
  ])
})

test('a folder whose name is no language is named', () => {
  const folders = copy()
  renameSync(join(folders.localesFolder, 'de'), join(folders.localesFolder, 'de_DE'))
  expect(findingsOf(folders)).toContain(
    `${join(folders.localesFolder, 'de_DE')}:1:1: this is no language; name it as BCP 47 does: nl, or pt-BR`,
  )
})

test('English is there even where no country speaks it', () => {
  const folders = copy()
  rmSync(join(folders.localesFolder, 'en'), { recursive: true })
  expect(findingsOf(folders)).toContain(
    `${folders.localesFolder}:1:1: en is missing; text telephones understand its words everywhere`,
  )
})

test('what is wrong with written words is named beside the rest', () => {
  const folders = copy()
  const dutch = join(folders.localesFolder, 'nl', 'printed.json')
  edit(dutch, '"Nu groep {{group}}."', '"Nu groep."')
  expect(findingsOf(folders)).toEqual([
    expect.stringMatching(
      /nl\/printed\.json:\d+:\d+: "entry.next-group" is "Nu groep."; write \{\{group\}\} in it$/,
    ),
  ])
})

test('a locale that is not usable is not blamed on the scripts that need it', () => {
  const folders = copy()
  edit(join(folders.localesFolder, 'en', 'spoken.json'), '"hash":', '"hasch":')
  expect(findingsOf(folders)).toHaveLength(2)
})

test('a language without words is named where a script asks for it', () => {
  const folders = copy()
  rmSync(join(folders.localesFolder, 'de'), { recursive: true })
  expect(findingsOf(folders)).toEqual([
    expect.stringMatching(/BE\.yaml:24:15: "de" has no locales\/de\/spoken\.json/),
    expect.stringMatching(/DE\.yaml:8:15: "de" has no locales\/de\/spoken\.json/),
  ])
})

test('a script with the wrong ending is not passed over in silence', () => {
  const folders = copy()
  renameSync(join(folders.scriptsFolder, 'FR.yaml'), join(folders.scriptsFolder, 'FR.yml'))
  expect(findingsOf(folders)).toEqual([
    expect.stringMatching(/FR\.yml:1:1: this is not read; name it \.yaml$/),
  ])
})

test('folders that are missing or empty are named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'))
  made.push(folder)
  expect(findingsOf({ scriptsFolder: join(folder, 'no'), localesFolder: folder })).toEqual([
    `${folder}:1:1: no language here; write <language>/spoken.json`,
    `${join(folder, 'no')}:1:1: this folder cannot be read; name one that can`,
  ])
  expect(findingsOf({ scriptsFolder: folder, localesFolder: 'locales' })).toEqual([
    `${folder}:1:1: no voice script here; write <COUNTRY>.yaml`,
  ])
})
