import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { readWav } from '../../src/cli/tty/read-wav.ts'
import { runLine } from './run-line.ts'

const text = 'ID IS 471903 Q GA'
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tty-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('what tty encode writes tty decode prints, and nothing else', async () => {
  const file = join(folder, 'a.wav')
  expect(await runLine(folder, {}, ['tty', 'encode', '--text', text, file])).toMatchObject({
    status: 0,
    out: '',
  })
  expect((await runLine(folder, {}, ['tty', 'decode', file])).out).toBe(`${text}\n`)
})

test('every mode is written and read, and found out where nobody says which it is', async () => {
  const file = join(folder, 'a.wav')
  for (const mode of ['edt', 'v21', 'bell-103', 'v23', 'dtmf']) {
    const typed = 'group 4 is 471903'
    await runLine(folder, {}, ['tty', 'encode', '--mode', mode, '--text', typed, file])
    for (const wanted of [[], ['--mode', mode]]) {
      const read = await runLine(folder, {}, ['tty', 'decode', ...wanted, file])
      expect({ mode, out: read.out }).toEqual({ mode, out: `${typed}\n` })
    }
  }
})

test('the side that answers has other tones', async () => {
  const file = join(folder, 'a.wav')
  const how = ['--mode', 'v21', '--side', 'answerer']
  await runLine(folder, {}, ['tty', 'encode', ...how, '--text', 'hello ga', file])
  expect((await runLine(folder, {}, ['tty', 'decode', ...how, file])).out).toBe('hello ga\n')
  expect((await runLine(folder, {}, ['tty', 'decode', '--mode', 'v21', file])).out).toBe('\n')
})

test('recordings of any rate, of 8 or 16 bits and of mu-law, are read', async () => {
  const file = join(folder, 'a.wav')
  await runLine(folder, {}, ['tty', 'encode', '--baud', '50', '--text', text, file])
  for (const form of [
    ['-r', '44100', '-c', '2'],
    ['-r', '11025', '-b', '8'],
    ['-r', '8000', '-e', 'mu-law'],
  ]) {
    const other = join(folder, 'b.wav')
    expect(spawnSync('sox', ['-D', file, ...form, other]).status).toBe(0)
    expect((await runLine(folder, {}, ['tty', 'decode', other])).out).toBe(`${text}\n`)
  }
})

test('every sample of a mu-law recording is what it was, as near as mu-law can say it', async () => {
  const [file, other] = [join(folder, 'a.wav'), join(folder, 'b.wav')]
  await runLine(folder, {}, ['tty', 'encode', '--text', text, file])
  expect(spawnSync('sox', ['-D', file, '-e', 'mu-law', other]).status).toBe(0)
  const [before, after] = [file, other].map((name) => readWav(readFileSync(name)).samples)
  expect(after?.length).toBe(before?.length)
  const off = before?.map((x, n) => Math.abs((after?.[n] ?? 1) - x) / (Math.abs(x) + 0.01)) ?? []
  expect(Math.max(...off)).toBeLessThan(0.05)
})

test('each character can be printed with its time and its confidence, or all that is known of it', async () => {
  const file = join(folder, 'a.wav')
  await runLine(folder, {}, ['tty', 'encode', '--text', '77', file])
  const { out } = await runLine(folder, {}, ['tty', 'decode', '--confidence', file])
  expect(out).toMatch(/^0\.3\d\t0\.9\d\t"7"\n0\.5\d\t0\.9\d\t"7"\n$/)
  const json = await runLine(folder, {}, ['tty', 'decode', '--json', file])
  expect(JSON.parse(json.out)).toMatchObject([
    { kind: 'character', text: '7', letter: 'U', figure: '7', shiftCertain: true },
    { kind: 'character', text: '7' },
  ])
})

test('a file that is no sound is refused in one sentence', async () => {
  const file = join(folder, 'a.wav')
  for (const bytes of [
    '',
    'RIFF',
    'RIFF1234WAVEdata',
    `RIFF1234WAVEfmt ${'\x10\0\0\0'}${'\0'.repeat(16)}`,
  ]) {
    writeFileSync(file, bytes)
    const { status, out, err } = await runLine(folder, {}, ['tty', 'decode', file])
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(/^activation-line: This .*WAV file.*\.\n$/)
  }
})
