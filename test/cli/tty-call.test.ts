import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { startLine, type LineProcess } from '../support/line-process.ts'
import { runLine, type Ran } from './run-line.ts'

const newFolder = temporaryFolders()

let folder = ''
let line: LineProcess | undefined
beforeAll(async () => {
  folder = newFolder()
  line = startLine(folder, { PORT: '0' })
  await line.printed(/Ctrl\+C/)
}, 30_000)
afterAll(async () => {
  line?.signal('SIGKILL')
  await line?.ended
})

const call = (...args: readonly string[]): Promise<Ran> =>
  runLine(folder, { HOME: folder }, ['tty', 'call', '--seed', '4', ...args])

test('a text call to a running demo prints what both sides typed, and is saved as it sounded', async () => {
  const { status, out } = await call('--to', 'GB', '--caller', 'typist', '--save', 'call.wav')
  expect(out).toMatch(/^\d\d:\d\d\.\d {2}line {4}EXAMPLE ACTIVATION, AUTOMATIC LINE\.$/m)
  expect(out).toMatch(/^\d\d:\d\d\.\d {2}caller {2}\d{7} \d{7}/m)
  expect(out).toMatch(/Confirmed after \d\d:\d\d\.\d\. The confirmation ID:\n {4}(\d{7} ?){8}\n$/)
  expect(status).toBe(0)

  const wav = readFileSync(join(folder, 'call.wav'))
  const [channels, rate, bits] = [wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]
  expect([channels, rate, bits]).toEqual([2, 8000, 16])
  // The caller is on the left, which is what is decoded.
  const typed = (await runLine(folder, {}, ['tty', 'decode', 'call.wav'])).out
  expect(typed).toMatch(/^\d{7} [\s\S]*GA[\s\S]*SK\n$/)
}, 120_000)

test.each(['SE', 'NL', 'DE', 'FR', 'BE', 'US'])(
  'a text call to a demo in %s is in the language that is spoken there',
  async (country) => {
    const { status, out } = await call('--to', country)
    expect(out).toMatch(/Confirmed after 0\d:/)
    expect(status).toBe(0)
  },
  120_000,
)

test('a caller or a mode that there is not is refused with those that there are', async () => {
  expect((await call('--to', 'GB', '--caller', 'nobody')).err).toMatch(/by-hand, typist/)
  expect((await call('--to', 'GB', '--mode', 'morse')).err).toMatch(/baudot-45, baudot-50/)
}, 30_000)
