import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { readTranscripts } from './folder.ts'
import { openStage, type Stage } from './stage.ts'
import type { Transcript } from './transcript.ts'

/** Where nothing heals, every reading is tried. */
const patienceInMs = 30_000

const files = readTranscripts()
const newFolder = temporaryFolders()

/** A line for each: what a call has changed in the books is not there yet when it is played the other way. */
const ways = ['in words', 'over http'] as const
type Way = (typeof ways)[number]
const stages = new Map<string, Stage>()

beforeAll(async () => {
  for (const ledger of ['usual', 'broken'] as const) {
    const transcripts = files
      .map(({ transcript }) => transcript)
      .filter((one) => one.ledger === ledger)
    for (const way of ways) {
      const folder = join(newFolder(), ledger)
      mkdirSync(folder)
      stages.set(`${ledger}, ${way}`, await openStage({ folder, transcripts, ledger }))
    }
  }
}, patienceInMs)

afterAll(async () => {
  for (const stage of stages.values()) await stage.close()
})

function stageOf({ ledger }: Pick<Transcript, 'ledger'>, way: Way): Stage {
  const stage = stages.get(`${ledger}, ${way}`)
  if (stage === undefined) throw new Error('no line was opened')
  return stage
}

const titled = files.map((file) => [file.name.replace(/\.txt$/, ''), file] as const)

describe('a call as it is written down', () => {
  test.each(titled)(
    '%s: the dialogue, in its words',
    async (_, { transcript, text }) => {
      const played = await stageOf(transcript, 'in words').playInWords(transcript)
      expect(played.text).toBe(text)
    },
    patienceInMs,
  )

  test.each(titled)(
    '%s: the voice, over the telephone',
    async (_, { transcript, text }) => {
      const played = await stageOf(transcript, 'over http').playOverHttp(transcript)
      expect(played.text).toBe(text)
    },
    patienceInMs,
  )
})

describe('the transcripts', () => {
  test('are of all countries, each with the languages that are spoken there', () => {
    const scripts = stageOf({ ledger: 'usual' }, 'in words').countryScripts
    const spoken = (languages: readonly string[]): string => languages.join(', ')
    const written = files.map(({ transcript }) => transcript)
    const byCountry = new Map(written.map((one) => [one.country, spoken(one.languages)]))
    expect(Object.fromEntries(byCountry)).toEqual(
      Object.fromEntries(
        [...scripts].map(([name, { script }]) => [name, spoken(script.languages)]),
      ),
    )
  })

  test('let a Dutch caller hear every refusal, every offer and what came of it', () => {
    const words = loadScripts({ scriptsFolder: 'voice-scripts', localesFolder: 'locales' })
    const prompts = Object.entries(words.locales.get('nl' as Language)?.prompts ?? {})
    const heard = files
      .filter(({ transcript }) => transcript.country === 'NL')
      .flatMap(({ transcript }) => transcript.entries.map(({ text }) => text))
      .join(' ')
    const unheard = prompts
      .filter(([key]) => /^(?:refused|release|extension|network)\./.test(key))
      .filter(([, text]) => !text.split(/\{\{\w+\}\}/).every((part) => heard.includes(part)))
    // Nothing limits tries so far.
    expect(unheard.map(([key]) => key)).toEqual(['refused.limited'])
  })

  test('end with somebody hanging up', () => {
    const open = files.filter(({ transcript }) => transcript.entries.at(-1)?.text !== '(hangs up)')
    expect(open.map(({ name }) => name)).toEqual([])
  })

  test('have no computer in common', () => {
    const numbers = files.flatMap(({ transcript }) => transcript.computers.map((one) => one.number))
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})
