import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { runLine } from '../cli/run-line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { startLine, type LineProcess } from '../support/line-process.ts'
import { temporaryDatabases } from '../support/postgres.ts'

const newFolder = temporaryFolders()
const newDatabase = temporaryDatabases()

const started: LineProcess[] = []
afterEach(async () => {
  for (const line of started.splice(0)) {
    line.signal('SIGKILL')
    await line.ended
  }
})

const settingsIn = (folder: string, url: string): Readonly<Record<string, string>> => {
  writeFileSync(join(folder, 'numbers.yaml'), '- { number: "+31201234567", country: NL }\n')
  return {
    PORT: '0',
    PUBLIC_URL: 'https://line.example',
    TWILIO_AUTH_TOKEN: 'token-of-this-test',
    MASTER_KEY: 'ab'.repeat(32),
    DATABASE_URL: url,
    NUMBERS_FILE: 'numbers.yaml',
  }
}

describe('a line with its ledger in Postgres', () => {
  test('comes up three times at once on an empty database, with the calls in a file', async () => {
    const folder = newFolder()
    const settings = settingsIn(folder, await newDatabase())
    const lines = [1, 2, 3].map(() => startLine(folder, settings))
    started.push(...lines)
    const printed = await Promise.all(lines.map((line) => line.printed(/the line is open/)))
    const ports = printed.map((text) => /"port":(\d+)/.exec(text)?.[1])
    const ready = await Promise.all(
      ports.map((port) => fetch(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status)),
    )
    expect(ready).toEqual([200, 200, 200])
    expect(existsSync(join(folder, 'data/activation-line-calls.db'))).toBe(true)
    for (const line of lines) line.signal('SIGTERM')
    const ended = await Promise.all(lines.map((line) => line.ended))
    expect(ended.map(({ status }) => status)).toEqual([0, 0, 0])
  })

  test('is not opened with a wrong password, which is told nowhere', async () => {
    const folder = newFolder()
    const url = new URL(await newDatabase())
    url.password = 'hush-hush'
    const settings = settingsIn(folder, url.href)
    const { status, out, err } = await startLine(folder, settings).ended
    expect(status).toBe(74)
    expect(err).toContain('The user or the password is refused: correct DATABASE_URL.')
    const shown = await runLine(folder, settings, ['config'])
    expect(shown.out).toMatch(/^DATABASE_URL +postgres:\/\/\w+:\(hidden\)@/m)
    expect(out + err + shown.out + shown.err).not.toContain('hush')
  })

  test('keeps what the command line adds to it', async () => {
    const folder = newFolder()
    const settings = settingsIn(folder, await newDatabase())
    const add = ['products', 'add', '--number', '42', '--name', 'Pročitaj “это” 読む']
    expect(await runLine(folder, settings, add)).toMatchObject({ status: 0, err: '' })
    const { out } = await runLine(folder, settings, ['products', 'list', '--json'])
    expect(out).toContain('Pročitaj “это” 読む')
  })
})
