import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { example } from '../../wizard/vectors.ts'
import { computerIn, json, type Computer } from './run-wizard.ts'

const office = example()

let folder = ''
let computer: Computer
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'))
  computer = computerIn(folder)
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const activated = async (): Promise<void> => {
  await computer.install()
  await computer.run(['confirm', ...office.confirmationId])
}

const remembered = (): string => readFileSync(computer.statePath, 'utf8')

describe('giving an activation back', () => {
  test('asks first, says what it means, and shows the release ID after yes', async () => {
    await activated()
    const released = await computer.run(['release'], 'yes\n')
    expect(released.status).toBe(0)
    expect(released.err).toContain('This computer will no longer run product 42')
    office.releaseId.forEach((group, i) => {
      expect(released.out).toContain(`${String(i + 1)}:  ${group}`)
    })
    expect(remembered()).not.toContain(office.confirmationId[0])
  }, 60_000)

  test.each([
    ['anything but yes', 'y\n'],
    ['nothing', ''],
  ])(
    'with %s typed leaves everything as it is',
    async (_, typed) => {
      await activated()
      const before = remembered()
      const refused = await computer.run(['release', '--json'], typed)
      expect(refused.status).toBe(1)
      expect(json(refused)).toEqual({ kind: 'refused', reason: 'not-released' })
      expect(refused.out).not.toContain(office.releaseId[0])
      expect(remembered()).toBe(before)
    },
    60_000,
  )

  test('is for scripts too, and shows the same ID however often it is asked', async () => {
    await activated()
    const released = json(await computer.run(['release', '--yes', '--json']))
    expect(released).toMatchObject({ kind: 'release', releaseId: office.releaseId, product: 42 })
    expect(json(await computer.run(['release', '--json']))).toEqual(released)
    expect(json(await computer.run(['show', '--json']))).toEqual(released)
  }, 60_000)

  test('shows no ID when it cannot be remembered', async () => {
    await activated()
    // So long a name leaves no room for that of the file which is to take its place.
    const path = join(folder, 'x'.repeat(250))
    copyFileSync(computer.statePath, path)
    const refused = await computer.run(['release', '--yes', '--json', '--state', path])
    expect(json(refused)).toEqual({ kind: 'refused', reason: 'state-not-written', stateFile: path })
    expect(refused.out + refused.err).not.toContain(office.releaseId[0])
  }, 60_000)

  test('says so where the hardware is another', async () => {
    await activated()
    const other = { ...office.components, disk: 'new', network: 'new', board: 'new', volume: 'new' }
    const asked = await computerIn(folder, other).run(['release'], 'no\n')
    expect(asked.err).toContain('The hardware is not what was activated')
    expect((await computerIn(folder).run(['status'])).status).toBe(0)
  }, 60_000)

  test('needs something that was installed', async () => {
    expect(json(await computer.run(['release', '--yes', '--json']))).toMatchObject({
      reason: 'never-installed',
    })
  }, 60_000)
})

describe('after a release', () => {
  beforeEach(async () => {
    await activated()
    await computer.run(['release', '--yes'])
  }, 60_000)

  test('the program does not run, and no answer brings it back', async () => {
    const status = await computer.run(['status'])
    expect(status).toMatchObject({ status: 1, out: '' })
    expect(status.err).toContain('Its activation was given back')
    expect(json(await computer.run(['status', '--json']))).toMatchObject({ reason: 'released' })
    const old = await computer.run(['confirm', ...office.confirmationId, '--json'])
    expect(json(old)).toMatchObject({ kind: 'refused', reason: 'released' })
  }, 60_000)

  test('install begins anew, and the release ID is not lost', async () => {
    const again = json(await computer.run(['install', '--json'])) as { readonly putAside: string }
    expect(again).toMatchObject({ kind: 'installation', state: 'waiting' })
    expect(readFileSync(again.putAside, 'utf8')).toContain(office.releaseId[0])
    expect(readdirSync(dirname(computer.statePath))).toHaveLength(2)
    expect(json(await computer.run(['status', '--json']))).toMatchObject({ reason: 'waiting' })
    await computer.run(['confirm', ...office.confirmationId])
    expect((await computer.run(['status'])).status).toBe(0)
  }, 60_000)
})
