import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { runLine } from './run-line.ts'

const newFolder = temporaryFolders()

const settings = {
  PUBLIC_URL: 'https://line.example',
  TWILIO_AUTH_TOKEN: 'hush-token',
  MASTER_KEY: 'ab'.repeat(32),
  NUMBERS_FILE: 'numbers.yaml',
}

const folderWith = (numbers: string): string => {
  const folder = newFolder()
  writeFileSync(join(folder, 'numbers.yaml'), numbers)
  return folder
}

describe('activation-line config', () => {
  test('prints every setting, secrets hidden', async () => {
    const { status, out } = await runLine(newFolder(), settings, ['config'])
    expect(status).toBe(0)
    expect(out).toMatch(/^PUBLIC_URL +https:\/\/line\.example$/m)
    expect(out).toMatch(/^MASTER_KEY +\(hidden\)$/m)
    expect(out).toMatch(/^PORT +8080$/m)
    expect(out).not.toMatch(/hush|abab/)
  }, 20_000)

  test('prints them also when they are wrong, and then says what is', async () => {
    const { status, out, err } = await runLine(newFolder(), { PORT: 'x' }, ['config', '--json'])
    expect(status).toBe(78)
    expect(JSON.parse(out)).toMatchObject({ PORT: 'x', MASTER_KEY: '(not set)' })
    expect(err).toContain('PORT: must be a whole number')
  }, 20_000)
})

describe('activation-line numbers check', () => {
  test('says who is spoken to at each number', async () => {
    const folder = folderWith('- { number: "+31201234567", country: NL, licences: [mak] }\n')
    const { status, out } = await runLine(folder, settings, ['numbers', 'check', '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(out)).toEqual([
      { number: '+31201234567', country: 'NL', licences: ['mak'], languages: ['nl', 'en'] },
    ])
  }, 20_000)

  test('names what is wrong with its line', async () => {
    const folder = folderWith('- { number: "+31201234567", country: ZZ }\n')
    const { status, err } = await runLine(folder, settings, ['numbers', 'check'])
    expect(status).toBe(78)
    expect(err).toContain('numbers.yaml:1:38: no voice script serves "ZZ"')
  }, 20_000)
})
