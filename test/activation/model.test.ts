import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { temporaryFolders } from '../stores/temporary-folder.ts'

const newFolder = temporaryFolders()
const program = new URL('model-run.ts', import.meta.url).pathname

test('ten thousand random operations are answered as the plainest reading of the rules says', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    newFolder(),
    '10000',
    '1',
  ])
  const [, operations] = /^(\d+) operations, no difference$/m.exec(stdout) ?? []
  expect(Number(operations)).toBeGreaterThanOrEqual(10_000)
}, 300_000)
