import { describe, expect, test } from '@jest/globals'
import { componentNames } from '../../../src/identifiers/fingerprint.ts'
import { readComponents } from '../../../src/wizard/hardware/read-components.ts'
import { thisMachine } from '../../../src/wizard/hardware/this-machine.ts'

describe('the machine that runs this test', () => {
  test('tells its processor and memory, and the same twice', async () => {
    const once = await readComponents()
    expect(Object.keys(once)).toEqual(expect.arrayContaining(['processor', 'memory']))
    expect(componentNames).toEqual(expect.arrayContaining(Object.keys(once)))
    expect(await readComponents()).toEqual(once)
  }, 60_000)

  test('answers nothing where nothing is', async () => {
    const machine = thisMachine()
    expect(await machine.text('/no/such/file')).toBeUndefined()
    expect(await machine.names('/no/such/folder')).toEqual([])
    expect(await machine.target('/no/such/link')).toBeUndefined()
    expect(await machine.output('no-such-command-anywhere')).toBeUndefined()
  })

  test('answers what a command prints, and nothing when it fails or takes too long', async () => {
    const machine = thisMachine(2_000)
    const node = process.execPath
    expect(await machine.output(node, '-p', '6 * 7')).toBe('42\n')
    expect(await machine.output(node, '-e', 'console.log(1); process.exit(3)')).toBeUndefined()
    const patient = thisMachine(50).output(node, '-e', 'setInterval(() => {}, 1000)')
    expect(await patient).toBeUndefined()
  })
})
