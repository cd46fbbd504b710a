import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { runLine } from '../cli/run-line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type LineProcess, startLine } from '../support/line-process.ts'

const newFolder = temporaryFolders()

let line: LineProcess | undefined
afterEach(async () => {
  line?.signal('SIGKILL')
  await line?.ended
})

test('a line seals what is written while it runs, and its last word is the head', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'numbers.yaml'), '- { number: "+31201234567", country: NL }\n')
  const settings = {
    PORT: '0',
    PUBLIC_URL: 'https://line.example',
    TWILIO_AUTH_TOKEN: 'token-of-this-test',
    MASTER_KEY: 'ab'.repeat(32),
    DATABASE_URL: 'sqlite:line.db',
    NUMBERS_FILE: 'numbers.yaml',
    // Its product and its keys are what is written.
    DEMO: '1',
  }
  line = startLine(folder, settings)
  await line.printed(/the line is open/)
  line.signal('SIGTERM')
  const { status, out } = await line.ended
  expect(status).toBe(0)
  const [, head = ''] = /"auditHead":"(3:[0-9a-f]{64})","msg":"the audit head"/.exec(out) ?? []
  const verified = await runLine(folder, settings, ['ledger', 'verify', '--head', head])
  expect(verified).toMatchObject({ status: 0, err: '' })
  expect(verified.out).toContain('3 sealed entries, 0 not sealed yet. Nothing differs.')
}, 60_000)
