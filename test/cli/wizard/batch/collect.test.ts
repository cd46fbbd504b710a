import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { collect, type CollectOptions } from '../../../../src/cli/wizard/batch/collect.ts'
import { merge } from '../../../../src/cli/wizard/batch/merge.ts'
import type { Outcome } from '../../../../src/cli/wizard/outcome.ts'
import { activate, readRequests, release, requestLine } from '../../../../src/wizard/index.ts'
import { confirmedFor, machineOf, waitingOn } from '../../../wizard/fleet.ts'
import { runWizard } from '../run-wizard.ts'
import { aMachine } from './a-machine.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'collect-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const file = (): string => join(folder, 'requests.ndjson')
const text = (): string => readFileSync(file(), 'utf8')
const lineOf = (number: number, label?: string): string => {
  const installationId = waitingOn(machineOf(number)).installation.id
  return requestLine(label === undefined ? { installationId } : { installationId, label })
}

const collected = (number: number, options: CollectOptions = {}): Promise<Outcome> =>
  collect(aMachine(folder, machineOf(number)), file(), {
    hostName: `host-${String(number)}`,
    ...options,
  })

describe('a request file that is carried from machine to machine', () => {
  test('gets a line of each, with its host name', async () => {
    const first = await collected(1)
    expect(first.json).toMatchObject({ kind: 'collected', count: 1, added: 1 })
    expect(first.text).toEqual([
      `This computer was added to ${file()}, as host-1; one computer is in it.`,
    ])
    expect((await collected(2)).json).toMatchObject({ count: 2, added: 1, bad: [] })
    expect(text()).toBe(lineOf(1, 'host-1') + lineOf(2, 'host-2'))
  })

  test('has every machine once, however often it is asked', async () => {
    await collected(1, { label: 'desk 1' })
    await collected(2)
    const again = await collected(1)
    expect(again.json).toMatchObject({ count: 2, added: 0 })
    expect(again.text[0]).toContain('is in')
    expect(text()).toBe(lineOf(1, 'desk 1') + lineOf(2, 'host-2'))
  })

  test('takes another label, or takes it away', async () => {
    await collected(1)
    await collected(2)
    await collected(1, { label: 'desk 1' })
    expect(text()).toBe(lineOf(1, 'desk 1') + lineOf(2, 'host-2'))
    await collected(1, { anonymous: true })
    expect(text()).toBe(lineOf(1) + lineOf(2, 'host-2'))
  })

  test('holds nothing personal beside the ID where that is asked for', async () => {
    await collected(1, { anonymous: true, label: 'desk 1' })
    expect(text()).toBe(lineOf(1))
    expect(text()).not.toContain(hostname())
  })

  test('with a half-written last line keeps the good ones, and says which one is lost', async () => {
    const before = lineOf(1, 'a') + lineOf(2, 'b').slice(0, 50)
    writeFileSync(file(), before)
    const { kind, text: words, json } = await collected(3)
    expect(kind).toBe('done')
    expect(words).toContain('Line 2 of requests.ndjson: this is only half written.')
    expect(json['bad']).toEqual([{ file: file(), line: 2, fault: 'half-written' }])
    expect(text()).toBe(lineOf(1, 'a') + lineOf(3, 'host-3'))
    expect(readFileSync(`${file()}.old-1`, 'utf8')).toBe(before)
  })

  test('goes on when its first line ever is half written', async () => {
    writeFileSync(file(), lineOf(1).slice(0, 40))
    expect((await collected(1)).json).toMatchObject({ kind: 'collected', count: 1, added: 1 })
    expect(text()).toBe(lineOf(1, 'host-1'))
  })

  test('on a share takes several machines at the same time', async () => {
    const numbers = [1, 2, 3, 4]
    const runs = numbers.map((number) => {
      const { stateFile, hardwareFile = '' } = aMachine(folder, machineOf(number))
      const own = ['--state', stateFile.path, '--hardware', hardwareFile, '--anonymous']
      return runWizard(folder, ['collect', file(), ...own])
    })
    expect((await Promise.all(runs)).map(({ status }) => status)).toEqual([0, 0, 0, 0])
    expect(text().split('\n').toSorted()).toEqual(
      ['', ...numbers.map((number) => lineOf(number).trim())].toSorted(),
    )
  }, 120_000)

  test('is as good without a line feed at its end', async () => {
    writeFileSync(file(), lineOf(1, 'a').trim())
    await collected(3)
    expect(text()).toBe(lineOf(1, 'a') + lineOf(3, 'host-3'))
    expect(readdirSync(folder).filter((name) => name.includes('.old'))).toEqual([])
  })

  test('is not made of a file that is something else', async () => {
    writeFileSync(file(), 'Dear Sir,\nyour letter\n')
    expect((await collected(1)).json).toMatchObject({ kind: 'refused', reason: 'not-usable' })
    expect(text()).toBe('Dear Sir,\nyour letter\n')
  })

  test('names ten bad lines, and counts the others', async () => {
    writeFileSync(file(), `${lineOf(1)}${'x\n'.repeat(14)}`)
    expect((await collected(1)).text).toContain('and 4 more lines.')
  })

  test('that cannot be written is a refusal', async () => {
    const nowhere = join(folder, 'no', 'such', 'folder')
    const refused = await collect(aMachine(folder, machineOf(1)), nowhere, { hostName: 'a' })
    expect(refused.json).toMatchObject({ reason: 'file-not-written', file: nowhere })
  })
})

describe('a machine', () => {
  const after = async (
    state: Parameters<typeof aMachine>[2],
    components = machineOf(1),
  ): Promise<Outcome> => collect(aMachine(folder, components, state), file(), { hostName: 'a' })

  test('that is activated already asks for nothing', async () => {
    const state = waitingOn(machineOf(1))
    const answer = confirmedFor(state)
    if (answer.kind !== 'confirmed') throw new Error('not confirmed')
    const outcome = await after(activate(state, answer.confirmationId))
    expect(outcome).toMatchObject({ kind: 'done', json: { kind: 'licensed' } })
    expect(readdirSync(folder)).not.toContain('requests.ndjson')
  })

  test('that was released, or is no longer the one it was, is not collected', async () => {
    const state = waitingOn(machineOf(1))
    expect((await after(release(state))).json).toMatchObject({ reason: 'released' })
    expect((await after(state, machineOf(2))).json).toMatchObject({ reason: 'hardware-changed' })
    expect(readdirSync(folder)).not.toContain('requests.ndjson')
  })
})

describe('request files', () => {
  const merged = (options: { readonly anonymous?: boolean } = {}): Outcome =>
    merge(file(), [join(folder, 'from')], options)

  beforeEach(() => {
    mkdirSync(join(folder, 'from'))
    writeFileSync(join(folder, 'from', 'a.ndjson'), lineOf(1) + lineOf(2, 'two'))
    writeFileSync(join(folder, 'from', 'b.ndjson'), `${lineOf(2, 'b')}rubbish\n${lineOf(1, 'one')}`)
    writeFileSync(join(folder, 'from', 'a.answers.ndjson'), 'answers are not looked at')
    writeFileSync(join(folder, 'from', 'letter.txt'), 'nor are letters')
  })

  test('are merged, each machine once, with the first label that it has', () => {
    writeFileSync(file(), lineOf(3, 'three'))
    const outcome = merged()
    expect(text()).toBe(lineOf(3, 'three') + lineOf(1, 'one') + lineOf(2, 'two'))
    expect(outcome.json).toMatchObject({
      count: 3,
      added: 2,
      bad: [{ file: join(folder, 'from', 'b.ndjson'), line: 2, fault: 'not-json' }],
    })
    expect(outcome.text).toContain('Line 2 of b.ndjson: this is not JSON.')
    expect(readFileSync(join(folder, 'from', 'b.ndjson'), 'utf8')).toContain('rubbish')
  })

  test('lose every label where nothing personal is to be in them', () => {
    writeFileSync(file(), lineOf(3, 'three'))
    merged({ anonymous: true })
    expect(text()).toBe(lineOf(3) + lineOf(1) + lineOf(2))
  })

  test('may be merged twice', () => {
    merged()
    const once = text()
    expect(merged().json).toMatchObject({ added: 0, count: 2 })
    expect(text()).toBe(once)
  })

  test('are left alone when one of them is none', () => {
    const outcome = merge(file(), [join(folder, 'from', 'letter.txt')], {})
    expect(outcome.json).toMatchObject({ reason: 'not-usable' })
    expect(merge(file(), [join(folder, 'none')], {}).json).toMatchObject({
      reason: 'file-unreadable',
    })
    mkdirSync(join(folder, 'empty'))
    expect(merge(file(), [join(folder, 'empty')], {}).json).toMatchObject({
      reason: 'nothing-to-merge',
    })
    expect(readdirSync(folder)).not.toContain('requests.ndjson')
  })

  test('hold ten thousand machines', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => lineOf(i))
    writeFileSync(join(folder, 'from', 'c.ndjson'), many.join(''))
    expect(merged().json).toMatchObject({ count: 10_000 })
    expect(readRequests(text()).good).toHaveLength(10_000)
  }, 60_000)
})
