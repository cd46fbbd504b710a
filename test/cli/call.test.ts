import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
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

const call = (where: string, ...args: readonly string[]): Promise<Ran> =>
  runLine(where, { HOME: where }, ['call', ...args])

const demoIn = (where: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(where, 'data', 'demo.json'), 'utf8'))

/** A folder like the demo's, of which something is not so. */
const folderWith = (changes: Readonly<Record<string, unknown>>): string => {
  const other = newFolder()
  cpSync(join(folder, 'data', 'demo.json'), join(other, 'data', 'demo.json'))
  const changed = { ...demoIn(folder), ...changes }
  writeFileSync(join(other, 'data', 'demo.json'), JSON.stringify(changed))
  return other
}

describe('a scripted call to a running demo', () => {
  test('prints who said and keyed what, and when, and what was read out', async () => {
    const { status, out } = await call(folder, '--to', 'NL', '--caller', 'average', '--seed', '3')
    expect(status).toBe(0)
    expect(out).toMatch(/^00:00\.0 {2}· {2}ringing at \+\d+$/m)
    expect(out).toMatch(/^00:02\.0 {2}line {4}De automatische activeringslijn/m)
    expect(out).toMatch(/^\d\d:\d\d\.\d {2}caller {2}\d{2,}/m)
    expect(out).toMatch(/Confirmed after \d\d:\d\d\.\d\. The confirmation ID:\n {4}(\d{7} ?){8}\n$/)
  }, 30_000)

  test('answers a wizard that asked, and the wizard takes the answer', async () => {
    const components = { machine: 'm', board: 'b', processor: 'p', disk: 'd', network: 'n' }
    writeFileSync(join(folder, 'hardware.json'), JSON.stringify(components))
    const { name, product, publicKey, productKey } = demoIn(folder)
    writeFileSync(join(folder, 'product.json'), JSON.stringify({ name, product, publicKey }))
    const at = ['--state', 'wizard.json', '--hardware', 'hardware.json']
    const wizard = (...args: readonly string[]): Promise<Ran> =>
      runLine(folder, { HOME: folder }, ['wizard', ...args, ...at])
    const licence = ['--key', String(productKey), '--product-file', 'product.json']
    expect(await wizard('install', ...licence)).toMatchObject({ status: 0 })
    const asked = await call(folder, '--to', 'GB', '--state', 'wizard.json', '--json')
    expect(asked).toMatchObject({ status: 0, err: '' })
    const { outcome, confirmationIds } = JSON.parse(asked.out)
    expect(outcome).toBe('confirmed')
    expect(await wizard('confirm', ...confirmationIds[0])).toMatchObject({ status: 0 })
  }, 60_000)

  test('is the same for the same seed', async () => {
    const told = async (): Promise<unknown> =>
      JSON.parse((await call(folder, '--to', 'DE', '--seed', '5', '--json')).out)
    expect(await told()).toEqual(await told())
  }, 60_000)

  test('of somebody who presses nothing is not confirmed, and exits with 1', async () => {
    const { status, out } = await call(folder, '--to', 'FR', '--caller', 'silent', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ outcome: 'open', confirmationIds: [] })
  }, 30_000)
})

describe('a call that cannot be made says why', () => {
  test.each([
    ['without a number', [], 'required option'],
    ['by a caller there is none of', ['--to', 'NL', '--caller', 'nobody'], 'fluent, hash, waiting'],
    ['with too few digits', ['--to', 'NL', '--installation-id', '1234567'], '63 digits'],
    ['with a gap that is none', ['--to', 'NL', '--gap', 'long'], 'from 0 to 10'],
  ])(
    '%s',
    async (_, args, why) => {
      const { status, out, err } = await call(folder, ...args)
      expect([status, out]).toEqual([1, ''])
      expect(err).toContain(why)
    },
    30_000,
  )

  test('where no demo has run', async () => {
    const { status, err } = await call(newFolder(), '--to', 'NL')
    expect(status).toBe(1)
    expect(err).toContain('npm start')
  }, 30_000)

  test('where the demo no longer runs', async () => {
    const gone = folderWith({ url: 'http://127.0.0.1:9' })
    const { status, err } = await call(gone, '--to', 'NL')
    expect(status).toBe(1)
    expect(err).toContain('nobody answers at http://127.0.0.1:9')
  }, 30_000)

  test('where another line runs', async () => {
    const { status, err } = await call(folderWith({ token: 'of another' }), '--to', 'NL')
    expect(status).toBe(1)
    expect(err).toContain('does not take this signature')
  }, 30_000)

  test('where what the demo left cannot be read', async () => {
    const { status, err } = await call(folderWith({ token: 7 }), '--to', 'NL')
    expect(status).toBe(1)
    expect(err).toContain('start the demo again')
  }, 30_000)
})
