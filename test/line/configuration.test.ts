import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadConfiguration } from '../../src/line/configuration.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'

const newFolder = temporaryFolders()

const start = (kind: string, more: Readonly<Record<string, string>> = {}): string => {
  const file = join(newFolder(), 'numbers.yaml')
  writeFileSync(file, `- { number: "+31201234567", country: NL, kind: ${kind} }\n`)
  try {
    loadConfiguration({
      PUBLIC_URL: 'https://line.example',
      MASTER_KEY: 'ab'.repeat(32),
      TWILIO_AUTH_TOKEN: 'token',
      NUMBERS_FILE: file,
      ...more,
    })
    return 'starts'
  } catch (error) {
    return String(error)
  }
}

test('a number on which calls may have to be moved asks for the account they are of', () => {
  expect(start('both')).toContain(
    'TWILIO_ACCOUNT_SID: missing; a number of kind "both" moves calls',
  )
  expect(start('both', { TWILIO_ACCOUNT_SID: 'AC1' })).toBe('starts')
  for (const kind of ['voice', 'text']) expect(start(kind)).toBe('starts')
})
