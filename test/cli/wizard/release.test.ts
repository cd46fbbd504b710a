import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Keyboard } from '../../../src/cli/wizard/ask-blocks.ts'
import { confirm } from '../../../src/cli/wizard/confirm.ts'
import type { Context } from '../../../src/cli/wizard/context.ts'
import { install } from '../../../src/cli/wizard/install.ts'
import type { Outcome } from '../../../src/cli/wizard/outcome.ts'
import { release } from '../../../src/cli/wizard/release.ts'
import { show } from '../../../src/cli/wizard/show.ts'
import { stateFileAt } from '../../../src/cli/wizard/state-file.ts'
import { status } from '../../../src/cli/wizard/status.ts'
import { activate, parseState, storedState, type WizardState } from '../../../src/wizard/index.ts'
import { waitingOn } from '../../wizard/fleet.ts'
import { example } from '../../wizard/vectors.ts'
import { aMachine } from './batch/a-machine.ts'
import { computerIn, json } from './run-wizard.ts'

const office = example()

let folder = ''
let machine: Context
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'))
  machine = aMachine(folder, office.components, activated())
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function activated(): WizardState {
  const waiting = waitingOn(office.components)
  const stored = { ...storedState(waiting), confirmationId: office.confirmationId }
  const parsed = parseState(stored)
  if (parsed.kind === 'refused' || parsed.state.kind !== 'activated')
    throw new Error('not activated')
  return activate(waiting, parsed.state.confirmationId)
}

function machineState(): WizardState {
  const found = machine.stateFile.read()
  if (found.kind !== 'state') throw new Error(found.kind)
  return found.state
}

/** Somebody who types these lines; what was said to him is on the screen. */
function typing(...lines: readonly string[]): Keyboard & { readonly screen: readonly string[] } {
  const rest = [...lines]
  const screen: string[] = []
  return {
    screen,
    ask: async () => rest.shift(),
    say: (line) => void screen.push(line),
  }
}

const released = (yes = true, keyboard = typing()): Promise<Outcome> =>
  release(machine, { yes }, keyboard)

const remembered = (): string => readFileSync(machine.stateFile.path, 'utf8')

describe('giving an activation back', () => {
  test('asks first, says what it means, and shows the release ID after yes', async () => {
    const keyboard = typing('yes')
    const { kind, text } = await released(false, keyboard)
    expect(kind).toBe('done')
    expect(keyboard.screen.join('\n')).toContain('This computer will no longer run Example Office')
    office.releaseId.forEach((group, i) => {
      expect(text.join('\n')).toContain(`${String(i + 1)}:  ${group}`)
    })
    expect(remembered()).not.toContain(office.confirmationId[0])
  })

  test.each([
    ['anything but yes', ['y']],
    ['nothing', []],
  ])('with %s typed leaves everything as it is', async (_, typed) => {
    const before = remembered()
    const { kind, json: said, text } = await released(false, typing(...typed))
    expect([kind, said]).toEqual(['refused', { kind: 'refused', reason: 'not-released' }])
    expect(text.join('\n')).not.toContain(office.releaseId[0])
    expect(remembered()).toBe(before)
  })

  test('is for scripts too, and shows the same ID however often it is asked', async () => {
    const first = await released()
    expect(first.json).toMatchObject({ kind: 'release', releaseId: office.releaseId, product: 42 })
    expect(await released(false)).toEqual(first)
    expect(show(machine)).toEqual(first)
  })

  test('shows no ID when it cannot be remembered', async () => {
    // So long a name leaves no room for that of the file which is to take its place.
    const path = join(folder, 'x'.repeat(250))
    copyFileSync(machine.stateFile.path, path)
    machine = { ...machine, stateFile: stateFileAt(path) }
    const outcome = await released()
    expect(outcome.json).toEqual({ kind: 'refused', reason: 'state-not-written', stateFile: path })
    expect(JSON.stringify(outcome)).not.toContain(office.releaseId[0])
  })

  test('says so where the hardware is another, or the answer never came', async () => {
    const other = { ...office.components, disk: 'new', network: 'new', board: 'new', volume: 'new' }
    machine = aMachine(folder, other, activated())
    const keyboard = typing('no')
    await released(false, keyboard)
    expect(keyboard.screen.join('\n')).toContain('The hardware is not what was activated')
    machine = aMachine(folder, office.components)
    const waiting = typing('no')
    await released(false, waiting)
    expect(waiting.screen.join('\n')).toContain('It is not activated here yet')
  })

  test('needs something that was installed', async () => {
    machine = { ...machine, stateFile: stateFileAt(join(folder, 'none')) }
    expect((await released()).json).toMatchObject({ reason: 'never-installed' })
  })
})

describe('after a release', () => {
  beforeEach(async () => {
    await released()
  })

  test('the program does not run, and no answer brings it back', async () => {
    const { kind, json: said, text } = await status(machine)
    expect([kind, said['reason']]).toEqual(['refused', 'released'])
    expect(text.join('\n')).toContain('Its activation was given back')
    const old = await confirm(machine, office.confirmationId, typing())
    expect(old.json).toMatchObject({ kind: 'refused', reason: 'released' })
  })

  test('install begins anew, and the release ID is not lost', async () => {
    const again = await install(machine, {})
    expect(again.json).toMatchObject({ kind: 'installation', state: 'waiting' })
    expect(readFileSync(String(again.json['putAside']), 'utf8')).toContain(office.releaseId[0])
    expect(readdirSync(dirname(machine.stateFile.path))).toHaveLength(3)
    expect((await status(machine)).json).toMatchObject({ reason: 'waiting' })
    await confirm(machine, office.confirmationId, typing())
    expect((await status(machine)).kind).toBe('done')
  })

  test('the new ID is that of the machine as it is now', async () => {
    const changed = { ...office.components, memory: 'more' }
    const again = await install(aMachine(folder, changed, machineState()), {})
    expect(again.json['installationId']).toEqual(waitingOn(changed).installation.id)
  })
})

test('a computer is released by the commands alone', async () => {
  const computer = computerIn(folder)
  await computer.install()
  const given = await computer.run(['release'], 'yes\n')
  expect(given.status).toBe(0)
  expect(given.err).toContain('This computer will no longer run product 42')
  expect(given.out).toContain(`1:  ${office.releaseId[0] ?? ''}`)
  const after = await computer.run(['status', '--json'])
  expect([after.status, json(after)]).toMatchObject([1, { reason: 'released' }])
}, 60_000)
