import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { deposit } from '../../../../src/cli/wizard/batch/deposit.ts'
import { refusalWords } from '../../../../src/cli/wizard/batch/refusal-words.ts'
import type { Context } from '../../../../src/cli/wizard/context.ts'
import { status } from '../../../../src/cli/wizard/status.ts'
import { answerLine, release, type Answer } from '../../../../src/wizard/index.ts'
import { confirmedFor, machineOf, waitingOn } from '../../../wizard/fleet.ts'
import { computerIn, json } from '../run-wizard.ts'
import { aLine } from './a-line.ts'
import { aMachine } from './a-machine.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deposit-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function answered(...answers: readonly (Answer | string)[]): string {
  const path = join(folder, 'answers.ndjson')
  const lines = answers.map((one) => (typeof one === 'string' ? `${one}\n` : answerLine(one)))
  writeFileSync(path, lines.join(''))
  return path
}

const own = machineOf(1)
const mine = (): Context => aMachine(folder, own)
const other = confirmedFor(waitingOn(machineOf(2)))
const right = confirmedFor(waitingOn(own))

describe('an answer file', () => {
  test('activates the machine that it has an answer for', async () => {
    const machine = mine()
    const outcome = await deposit(machine, answered(other, right))
    expect(outcome.json).toMatchObject({ kind: 'activated', already: false, beforeReimage: false })
    expect((await status(machine)).kind).toBe('done')
  })

  test('may be deposited twice', async () => {
    const machine = mine()
    await deposit(machine, answered(right))
    expect((await deposit(machine, answered(right))).json).toMatchObject({ already: true })
  })

  test('without an answer for this machine says so, and how to get one', async () => {
    const machine = mine()
    const { kind, text, json: said } = await deposit(machine, answered(other, 'rubbish'))
    expect(kind).toBe('refused')
    expect(said).toMatchObject({ reason: 'no-answer-for-this-machine' })
    expect(text.join('\n')).toContain('There is no answer for this machine in')
    expect(text.join('\n')).toContain('Line 2 of answers.ndjson: this is not JSON.')
    expect(text.join('\n')).toContain('activation-line wizard collect')
  })

  test('with a refusal says why, in words, and the case number', async () => {
    const { installationId } = right
    const refusal: Answer = {
      kind: 'refused',
      installationId,
      reason: 'exhausted',
      caseNumber: '12345678',
    }
    const { text, json: said } = await deposit(mine(), answered(refusal))
    expect(said).toMatchObject({
      reason: 'refused-by-line',
      why: 'exhausted',
      caseNumber: '12345678',
    })
    expect(text).toContain('The case number is 1234 5678.')
    expect(text).toContain(refusalWords('exhausted'))
  })

  test('with an answer that is not genuine leaves everything as it is', async () => {
    const machine = mine()
    const before = readFileSync(machine.stateFile.path, 'utf8')
    const outcome = await deposit(
      machine,
      answered({ ...other, installationId: right.installationId }),
    )
    expect(outcome.json).toMatchObject({ reason: 'not-genuine' })
    expect(readFileSync(machine.stateFile.path, 'utf8')).toBe(before)
  })

  test('is of no use to a machine that gave its activation back', async () => {
    const released = aMachine(folder, own, release(waitingOn(own)))
    expect((await deposit(released, answered(right))).json).toMatchObject({ reason: 'released' })
  })

  test('is of no use to another machine with the same state', async () => {
    const copied = aMachine(folder, machineOf(3), waitingOn(own))
    expect((await deposit(copied, answered(right))).json).toMatchObject({
      reason: 'hardware-changed',
    })
  })

  test('that cannot be read is a refusal', async () => {
    expect((await deposit(mine(), join(folder, 'none'))).json).toMatchObject({
      reason: 'file-unreadable',
    })
    expect((await deposit(mine(), answered('a letter'))).json).toMatchObject({
      reason: 'not-usable',
    })
  })
})

test('a kept answer file activates a machine again that was set up anew', async () => {
  const machine = aMachine(folder, { ...own, machine: 'new', volume: 'new' })
  const outcome = await deposit(machine, answered(other, right))
  expect(outcome.json).toMatchObject({ kind: 'activated', beforeReimage: true })
  expect((await status(machine)).json).toMatchObject({
    kind: 'licensed',
    changed: ['machine', 'volume'],
  })
})

test('every refusal has words, also one that is yet to be invented', () => {
  expect(refusalWords('blocked')).toMatch(/^The product key is blocked/)
  expect(refusalWords('constructor')).toContain('is called constructor')
})

test('two machines without a network, from install to status, by the commands alone', async () => {
  const line = await aLine()
  try {
    const machines = [1, 2].map((number) =>
      computerIn(folder, machineOf(number), `m${String(number)}`),
    )
    const [requests, answers] = [join(folder, 'r.ndjson'), join(folder, 'r.answers.ndjson')]
    for (const machine of machines) {
      await machine.install()
      expect((await machine.run(['collect', requests, '--label', 'lab'])).status).toBe(0)
    }
    const tokenFile = join(folder, 'token')
    writeFileSync(tokenFile, 'a-token\n')
    const [first] = machines
    if (first === undefined) throw new Error('no machine')
    const submitted = await first.submit([
      requests,
      '--to',
      line.address,
      '--token-file',
      tokenFile,
    ])
    expect(submitted.out).toContain('2 of 2 computers are confirmed')
    for (const machine of machines) {
      expect(json(await machine.run(['deposit', answers, '--json']))).toMatchObject({
        kind: 'activated',
      })
    }
    expect((await first.run(['status'])).status).toBe(0)
    const merged = await first.run(['collect', join(folder, 'all.ndjson'), '--from', requests])
    expect(merged.out).toContain('2 computers are in it')
  } finally {
    await line.close()
  }
}, 120_000)
