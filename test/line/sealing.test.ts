import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
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

const settings = {
  PORT: '0',
  PUBLIC_URL: 'https://line.example',
  TWILIO_AUTH_TOKEN: 'token-of-this-test',
  MASTER_KEY: 'ab'.repeat(32),
  DATABASE_URL: 'sqlite:line.db',
  NUMBERS_FILE: 'numbers.yaml',
  // Its product and its keys are what is written.
  DEMO: '1',
  DRAIN_SECONDS: '0',
}

async function open(
  folder: string,
): Promise<{ readonly port: string; readonly line: LineProcess }> {
  writeFileSync(join(folder, 'numbers.yaml'), '- { number: "+31201234567", country: NL }\n')
  line = startLine(folder, settings)
  const printed = await line.printed(/the line is open/)
  return { port: /"port":(\d+)/.exec(printed)?.[1] ?? '', line }
}

test('a line seals what is written while it runs, and its last word is the head', async () => {
  const folder = newFolder()
  const { line: opened } = await open(folder)
  opened.signal('SIGTERM')
  const { status, out } = await opened.ended
  expect(status).toBe(0)
  const [, head = ''] = /"auditHead":"(3:[0-9a-f]{64})","msg":"the audit head"/.exec(out) ?? []
  const verified = await runLine(folder, settings, ['ledger', 'verify', '--head', head])
  expect(verified).toMatchObject({ status: 0, err: '' })
  expect(verified.out).toContain('3 sealed entries, 0 not sealed yet. Nothing differs.')
}, 60_000)

test('what cannot be sealed is a fault that is counted, and what is sealed is known by its time', async () => {
  const folder = newFolder()
  const { port } = await open(folder)
  const counted = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${port}/metrics`)
      const found = pattern.exec(await response.text())?.[1]
      if (found !== undefined) return found
    }
  }
  const sealedAt = await counted(/^activation_line_audit_sealed_timestamp_seconds ([1-9]\S*)/m)
  expect(Math.abs(Number(sealedAt) - Date.now() / 1000)).toBeLessThan(60)
  const database = new DatabaseSync(join(folder, 'line.db'))
  database.exec('alter table seals rename to seals_elsewhere')
  await counted(/^activation_line_faults_total\{code="audit-unsealed"\} ([1-9])/m)
  await counted(/^activation_line_store_errors_total\{store="ledger",operation="write"\} ([1-9])/m)
  database.exec('alter table seals_elsewhere rename to seals')
  database.close()
}, 60_000)
