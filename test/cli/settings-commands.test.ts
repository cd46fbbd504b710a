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
      {
        number: '+31201234567',
        kind: 'voice',
        country: 'NL',
        licences: ['mak'],
        languages: ['nl', 'en'],
        reaches: ['NL', 'BE', 'DE'],
      },
    ])
  }, 20_000)

  test('names what is wrong with its line', async () => {
    const folder = folderWith('- { number: "+31201234567", country: ZZ }\n')
    const { status, err } = await runLine(folder, settings, ['numbers', 'check'])
    expect(status).toBe(78)
    expect(err).toContain('numbers.yaml:1:38: no voice script serves "ZZ"')
  }, 20_000)

  const numbers = '- { number: "+31201234567", country: NL }\n'
  const permission = (iso_code: string, [low, special, fraud]: readonly boolean[]): object => ({
    iso_code,
    name: 'A country',
    low_risk_numbers_enabled: low,
    high_risk_special_numbers_enabled: special,
    high_risk_tollfraud_numbers_enabled: fraud,
  })
  const checkWith = (answer: unknown): ReturnType<typeof runLine> => {
    const folder = folderWith(numbers)
    writeFileSync(join(folder, 'permissions.json'), JSON.stringify(answer))
    const args = ['numbers', 'check', '--permissions', 'permissions.json']
    return runLine(folder, settings, args)
  }
  const [open, closed] = [
    [true, false, false],
    [false, false, false],
  ]

  test('names where Twilio may call more or less than the numbers reach', async () => {
    const { status, out } = await checkWith({
      content: [
        permission('NL', open),
        permission('BE', open),
        permission('DE', closed),
        permission('KY', [true, true, false]),
        permission('LV', [false, false, true]),
        permission('FR', closed),
      ],
      meta: { key: 'content', next_page_url: null },
    })
    expect(status).toBe(1)
    expect(out.trim().split('\n').slice(1)).toEqual([
      'KY: Twilio may call high-risk numbers there; close them',
      'LV: Twilio may call high-risk numbers there; close them',
      'KY: Twilio may call there, and no number here reaches it; close it',
      'DE: Twilio may not call there; open it, or leave it out of neighbours',
    ])
  }, 20_000)

  test('says so where they are the same', async () => {
    const content = ['NL', 'BE', 'DE'].map((country) => permission(country, open))
    const { status, out } = await checkWith({ content })
    expect([status, out.trim().split('\n').at(-1)]).toEqual([
      0,
      "Twilio's permissions are the same.",
    ])
  }, 20_000)

  test.each([
    ['what is no such list', { countries: [] }, 'is not what Twilio answers'],
    [
      'one page of several',
      { content: [], meta: { next_page_url: 'https://voice.twilio.com/v1/…' } },
      'is not the whole list: ask for it with ?PageSize=1000',
    ],
  ])(
    'refuses %s',
    async (_, answer, says) => {
      const { status, err } = await checkWith(answer)
      expect(status).toBe(1)
      expect(err).toContain(says)
    },
    20_000,
  )
})
