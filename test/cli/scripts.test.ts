import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { scriptsCommand } from '../../src/cli/scripts.ts'

const printed: string[] = []
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scripts-'))
  printed.length = 0
  jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  jest.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
  process.exitCode = undefined
  jest.restoreAllMocks()
})

const run = async (...words: readonly string[]): Promise<string> => {
  await scriptsCommand().parseAsync(words, { from: 'user' })
  return printed.join('\n')
}

test('scripts check says which countries and languages are usable', async () => {
  expect(await run('check')).toBe('usable: BE, DE, FR, GB, NL, SE, US; words in de, en, fr, nl, sv')
  expect(process.exitCode).toBeUndefined()
})

test('scripts check names what is wrong and ends with the exit of a wrong configuration', async () => {
  writeFileSync(join(folder, 'NL.yaml'), 'country: NL\nchoice: all\nlanguages: []\n')
  const text = await run('check', '--scripts', folder)
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/NL\.yaml:2:9: "choice" is "all"; write one, main-and-other or equal$/),
    expect.stringMatching(/NL\.yaml:3:12: entry 1 of "languages" is missing/),
  ])
  expect(process.exitCode).toBe(78)
})

test('scripts check --json says the same for programs', async () => {
  writeFileSync(join(folder, 'NL.yaml'), 'country: NL\n')
  const result: unknown = JSON.parse(await run('check', '--scripts', folder, '--json'))
  expect(result).toMatchObject({
    kind: 'unusable',
    findings: [
      { file: join(folder, 'NL.yaml'), line: 1, column: 1 },
      { line: 1, column: 1 },
    ],
  })
})

test('scripts draw writes an SVG for each country', async () => {
  await run('draw', '--out', folder)
  expect(readdirSync(folder)).toEqual(
    ['BE', 'DE', 'FR', 'GB', 'NL', 'SE', 'US'].map((one) => `${one}.svg`),
  )
  expect(readFileSync(join(folder, 'NL.svg'), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s)
})

test('scripts draw --country draws one, and says so when there is none', async () => {
  expect(await run('draw', '--out', folder, '--country', 'FR')).toBe(join(folder, 'FR.svg'))
  expect(readdirSync(folder)).toEqual(['FR.svg'])
  expect(await run('draw', '--out', folder, '--country', 'AQ')).toContain('no script for "AQ"')
  expect(process.exitCode).toBe(1)
})

test('scripts time prints the seconds of each prompt in each language', async () => {
  const lines = (await run('time')).split('\n')
  expect(lines[0]).toMatch(/^seconds, about +de +en +fr +nl +sv$/)
  expect(lines).toContainEqual(expect.stringMatching(/^goodbye( +\d\.\d){5}$/))
})
