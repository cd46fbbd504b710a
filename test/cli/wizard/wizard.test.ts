import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { usualPath } from '../../../src/cli/wizard/state-file.ts'
import { example } from '../../wizard/vectors.ts'
import { json, licence, runWizard, type Ran } from './run-wizard.ts'

const office = example()

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wizard-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const wizard = (args: readonly string[], typed?: string): Promise<Ran> =>
  runWizard(folder, args, typed)

const state = (): string => join(folder, 'state', 'wizard.json')

function hardware(components: object = office.components): string {
  const path = join(folder, 'hardware.json')
  writeFileSync(path, JSON.stringify(components))
  return path
}

const on = (components?: object): readonly string[] => [
  '--state',
  state(),
  '--hardware',
  hardware(components),
]

const installed = (): Promise<Ran> => wizard(['install', ...licence(office), ...on()])

describe('from the product key to the licence', () => {
  test('install shows nine numbered groups, confirm takes eight blocks, status says licensed', async () => {
    const shown = await installed()
    expect(shown.status).toBe(0)
    office.installationId.forEach((group, i) => {
      expect(shown.out).toContain(`${String(i + 1)}:  ${group}`)
    })
    expect((await wizard(['show', ...on()])).out).toBe(shown.out)

    const waiting = await wizard(['status', ...on()])
    expect(waiting).toMatchObject({ status: 1, out: '' })
    expect(waiting.err).toContain('waits for the confirmation ID')

    const confirmed = await wizard(['confirm', ...office.confirmationId, ...on()])
    expect(confirmed).toEqual({
      status: 0,
      out: 'product 42 is activated on this machine.\n',
      err: '',
    })
    const licensed = await wizard(['status', ...on()])
    expect(licensed).toEqual({
      status: 0,
      out: 'product 42 is licensed on this machine.\n',
      err: '',
    })
  }, 60_000)

  test('the same in JSON, for whoever builds on it', async () => {
    const order = ['install', ...licence(office), ...on(), '--json']
    const made = json(await wizard(order))
    expect(made).toMatchObject({
      kind: 'installation',
      installationId: office.installationId,
      product: 42,
    })
    expect(json(await wizard(['status', ...on(), '--json']))).toMatchObject({ reason: 'waiting' })
    const blocks = office.confirmationId.join('-')
    expect(json(await wizard(['confirm', blocks, ...on(), '--json']))).toMatchObject({
      kind: 'activated',
      healed: false,
    })
    expect(json(await wizard(['status', ...on(), '--json']))).toEqual({
      kind: 'licensed',
      product: 42,
      name: 'product 42',
      changed: [],
    })
    expect(json(await wizard(order))).toMatchObject({ kind: 'licensed' })
  }, 60_000)

  test('block by block, a wrong one is named at once and asked again', async () => {
    await installed()
    const [a = '', ...others] = office.confirmationId
    const slip = `${a.slice(0, 6)}${String((Number(a[6]) + 1) % 10)}`
    const typed = [slip, a, ...others].join('\n')
    const confirmed = await wizard(['confirm', ...on()], `${typed}\n`)
    expect(confirmed.status).toBe(0)
    expect(confirmed.err).toContain('Block A is not right.')
    expect(confirmed.out).toContain('is activated')
  }, 60_000)

  test('this very machine gets an ID, or hears why not', async () => {
    const here = await wizard(['install', ...licence(office), '--state', state(), '--json'])
    const said = json(here) as { readonly kind: string; readonly reason?: string }
    expect([said.kind, said.reason]).toEqual(
      here.status === 0 ? ['installation', undefined] : ['refused', 'too-little-hardware'],
    )
  }, 60_000)
})

describe('an answer', () => {
  test('with one slip is mended, and that is said', async () => {
    await installed()
    const [a = '', ...others] = office.confirmationId
    const confirmed = await wizard(['confirm', a.slice(1), ...others, ...on()])
    expect(confirmed.out).toContain('has been mended')
  }, 60_000)

  test('with wrong blocks is refused by their letters, and nothing is kept', async () => {
    await installed()
    const before = readFileSync(state(), 'utf8')
    const wrong = office.confirmationId.with(1, '1111111').with(3, '2222222').with(6, '3333333')
    const refused = await wizard(['confirm', ...wrong, ...on()])
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain('Blocks B, D and G are not right.')
    expect(json(await wizard(['confirm', ...wrong, ...on(), '--json']))).toEqual({
      kind: 'refused',
      reason: 'wrong-blocks',
      blocks: ['B', 'D', 'G'],
    })
    expect(readFileSync(state(), 'utf8')).toBe(before)
  }, 60_000)

  test('for another computer is refused as that', async () => {
    await installed()
    const refused = await wizard(['confirm', ...example(1).confirmationId, ...on()])
    expect(refused.status).toBe(1)
    expect(refused.err).toContain('not the answer to this installation ID')
  }, 60_000)

  test('that breaks off is no answer', async () => {
    await installed()
    const refused = await wizard(
      ['confirm', ...on(), '--json'],
      `${office.confirmationId[0] ?? ''}\n`,
    )
    expect(json(refused)).toMatchObject({ reason: 'no-answer' })
  }, 60_000)
})

describe('changed hardware', () => {
  const changed = { ...office.components, disk: 'new', volume: 'new', network: 'new', board: 'new' }

  test('ends the licence with what changed, and install begins anew', async () => {
    await installed()
    await wizard(['confirm', ...office.confirmationId, ...on()])
    const status = await wizard(['status', ...on(changed)])
    expect(status.status).toBe(1)
    expect(status.err).toContain('board, disk, volume and network')
    expect(status.err).toContain('activation-line wizard install')

    const again = json(await wizard(['install', ...on(changed), '--json'])) as {
      readonly installationId: readonly string[]
      readonly putAside: string
    }
    expect(again.installationId).not.toEqual(office.installationId)
    expect(readFileSync(again.putAside, 'utf8')).toContain(office.confirmationId[0])
    const old = await wizard(['confirm', ...office.confirmationId, ...on(changed)])
    expect(old.status).toBe(1)
  }, 60_000)

  test('while waiting keeps the ID when little changed, and refuses the answer when much did', async () => {
    await installed()
    const little = { ...office.components, memory: 'more' }
    expect(json(await wizard(['install', ...on(little), '--json']))).toMatchObject({
      installationId: office.installationId,
    })
    const refused = await wizard(['confirm', ...office.confirmationId, ...on(changed), '--json'])
    expect(json(refused)).toMatchObject({ reason: 'hardware-changed' })
  }, 60_000)

  test('that leaves too little to read is refused, saying what could be read', async () => {
    const { machine, disk } = office.components
    const refused = await wizard(['install', ...licence(office), ...on({ machine, disk })])
    expect(refused.status).toBe(1)
    expect(refused.err).toContain('at least 4 must be readable, and only machine and disk could be')
    expect(existsSync(state())).toBe(false)
  }, 60_000)
})

describe('what the wizard remembers', () => {
  test('is a file that only its user can read', async () => {
    await installed()
    const mode = statSync(state()).mode & 0o777
    expect(platform() === 'win32' ? 0o600 : mode).toBe(0o600)
    expect(readdirSync(join(folder, 'state'))).toEqual(['wizard.json'])
  }, 60_000)

  test.each(['show', 'status', 'confirm', 'install'])(
    '%s leaves a damaged file as it is',
    async (command) => {
      await installed()
      const damaged = readFileSync(state(), 'utf8').replace(
        /"productKey": "../,
        '"productKey": "BB',
      )
      writeFileSync(state(), damaged)
      const extra = command === 'install' ? licence(office) : []
      const refused = await wizard([command, ...extra, ...on()])
      expect(refused.status).toBe(1)
      expect(refused.err).toContain('its productKey is missing or wrong')
      expect(readFileSync(state(), 'utf8')).toBe(damaged)
    },
    60_000,
  )

  test('is put aside, never lost, when install is told to replace it', async () => {
    mkdirSync(join(folder, 'state'))
    writeFileSync(state(), 'half a fi')
    const made = json(await wizard(['install', '--replace', ...licence(office), ...on(), '--json']))
    const { putAside } = made as { readonly putAside: string }
    expect(readFileSync(putAside, 'utf8')).toBe('half a fi')
    expect((await wizard(['show', ...on()])).status).toBe(0)
  }, 60_000)

  test('is not given up for another product key without a word', async () => {
    await installed()
    await wizard(['confirm', ...office.confirmationId, ...on()])
    const other = await wizard(['install', ...licence(example(1)), ...on(), '--json'])
    expect(json(other)).toMatchObject({ reason: 'other-licence' })
    expect((await wizard(['status', ...on()])).status).toBe(0)
    const replaced = ['install', '--replace', ...licence(example(1)), ...on(), '--json']
    expect(json(await wizard(replaced))).toMatchObject({ kind: 'installation' })
  }, 60_000)

  test('lies where the system keeps what belongs to a user', () => {
    const at = (system: string, environment = {}): string =>
      usualPath({ system, folder: '/home/ann', environment }).replaceAll('\\', '/')
    expect(at('linux')).toBe('/home/ann/.config/activation-line/wizard.json')
    expect(at('linux', { XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/activation-line/wizard.json')
    expect(at('linux', { XDG_CONFIG_HOME: 'cfg' })).toBe(at('linux'))
    expect(at('darwin')).toBe('/home/ann/Library/Application Support/activation-line/wizard.json')
    expect(at('win32')).toBe('/home/ann/AppData/Roaming/activation-line/wizard.json')
    expect(at('win32', { APPDATA: '/roaming' })).toBe('/roaming/activation-line/wizard.json')
  })
})

describe('what is to be installed', () => {
  const { product, productKey, publicKey } = office

  test('is the demo’s where a demo line runs, and that is said', async () => {
    mkdirSync(join(folder, 'data'))
    const demo = {
      url: 'http://localhost:8080',
      productKey,
      product,
      name: 'Office',
      publicKey,
    }
    writeFileSync(join(folder, 'data', 'demo.json'), JSON.stringify(demo))
    const made = await wizard(['install', ...on()])
    expect(made.out).toContain('With the product key of the demo line')
    expect(made.out).toContain('Office: activation by telephone')
    expect(made.out).toContain('(in a browser: http://localhost:8080/phone)')
    expect(json(await wizard(['install', ...on(), '--json']))).toMatchObject({ demo: true })
  }, 60_000)

  test('may be described in a file of the publisher', async () => {
    const file = join(folder, 'product.json')
    writeFileSync(file, JSON.stringify({ product, name: 'Example Office', publicKey }))
    const order = ['install', '--key', productKey, '--product-file', file, ...on()]
    expect((await wizard(order)).out).toContain('Example Office')
    writeFileSync(file, JSON.stringify({ product: 7, publicKey }))
    expect((await wizard(order)).err).toContain('for another product')
    writeFileSync(file, JSON.stringify({ product, publicKey: 'no' }))
    expect((await wizard(order)).err).toContain('publicKey is missing or wrong')
  }, 60_000)

  test('must be said, with a public key, before anything is asked of the user', async () => {
    const reason = async (...args: readonly string[]): Promise<unknown> =>
      json(await wizard(['install', ...args, ...on(), '--json']))
    expect(await reason()).toMatchObject({ reason: 'no-product-key' })
    expect(await reason('--key', productKey)).toMatchObject({ reason: 'no-public-key' })
    expect(await reason('--key', 'F8PYR')).toMatchObject({ reason: 'product-key', fault: 'length' })
    expect(await reason('--key', productKey, '--public-key', '00')).toMatchObject({
      reason: 'public-key',
    })
  }, 60_000)

  test('needs a hardware file that names components', async () => {
    const refused = await wizard([
      'install',
      ...licence(office),
      ...on({ machine: 'a', colour: 'b' }),
    ])
    expect(refused.err).toContain('colour is no component')
  }, 60_000)
})
