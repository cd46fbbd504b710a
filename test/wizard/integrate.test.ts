import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Components } from '../../src/identifiers/fingerprint.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { vectors, type RefusedVector } from '../identifiers/vectors.ts'
import { example } from './vectors.ts'

type Refused = { readonly refused: string; readonly group?: number }
type Key = { readonly product: number; readonly serial: number; readonly secret: Uint8Array }
type Id = Omit<Key, 'secret'> & { readonly version: number; readonly hardware: Uint8Array }

/** What a program in another language makes of the page, as the page has it. */
type Port = {
  readonly readProductKey: (text: string) => Key | Refused
  readonly fingerprint: (product: number, components: Components) => Uint8Array
  readonly makeId: (
    key: Key,
    hardware: Uint8Array,
    version: number,
  ) => { readonly groups: readonly string[]; readonly payload: Uint8Array }
  readonly readId: (groups: readonly string[]) => Id | Refused
  readonly isSameMachine: (before: Uint8Array, now: Uint8Array) => boolean
  readonly check: (
    blocks: readonly string[],
    payload: Uint8Array,
    publicKey: string,
  ) => { readonly genuine: true } | Refused
  readonly mend: (
    blocks: readonly string[],
    payload: Uint8Array,
    publicKey: string,
  ) => readonly string[] | undefined
}

const folder = mkdtempSync(join(tmpdir(), 'integrate-'))
let port: Port
beforeAll(async () => {
  const page = readFileSync('docs/integrate.md', 'utf8')
  const blocks = [...page.matchAll(/^```js\n([^]*?)^```/gm)].map(([, code = '']) => code)
  const names = 'readProductKey, fingerprint, makeId, readId, isSameMachine, check, mend'
  const file = join(folder, 'port.mjs')
  writeFileSync(file, `${blocks.join('\n')}\nexport { ${names} }\n`)
  port = (await import(pathToFileURL(file).href)) as Port
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const fromHex = (text: string): Uint8Array => Buffer.from(text, 'hex')

const { valid, refused, machines } = vectors

describe('who writes the wizard from the page alone', () => {
  test.each(valid)('activates product $product, licence $serial', (vector) => {
    const key = port.readProductKey(vector.productKey)
    if ('refused' in key) throw new Error(key.refused)
    expect(key).toMatchObject({ product: vector.product, serial: vector.serial })
    const hardware = port.fingerprint(key.product, vector.components)
    expect(hex(hardware)).toBe(vector.fingerprint)
    const made = port.makeId(key, hardware, 1)
    expect(made.groups).toEqual(vector.installationId)
    expect(hex(made.payload)).toBe(vector.installationPayload)
    expect(port.makeId(key, hardware, 2).groups).toEqual(vector.releaseId)
    expect(port.readId(made.groups)).toMatchObject({ version: 1, serial: vector.serial })
    expect(port.check(vector.confirmationId, made.payload, vector.publicKey)).toEqual({
      genuine: true,
    })
  })

  test('refuses what is to be refused, for the same reason', () => {
    for (const vector of refused)
      expect([vector, refusalOf(vector)]).toEqual([vector, told(vector)])
  }, 60_000)

  test('knows a machine again, and only that', () => {
    const asked = machines.filter(({ same }) => same !== null)
    expect(asked.length).toBeGreaterThan(30)
    for (const { registered, presented, same } of asked) {
      expect(port.isSameMachine(fromHex(registered), fromHex(presented))).toBe(same)
    }
  })

  test('mends one slip, and nothing more', () => {
    const { confirmationId, publicKey } = example()
    const payload = fromHex(
      valid.find((one) => one.publicKey === publicKey)?.installationPayload ?? '',
    )
    const [a = '', b = '', c = '', d = ''] = confirmationId
    const mended = (blocks: readonly string[]): unknown => port.mend(blocks, payload, publicKey)
    const wrong = `${a.slice(0, 2)}${String((Number(a[2]) + 1) % 10)}${a.slice(3)}`
    expect(mended(confirmationId.with(0, wrong))).toEqual(confirmationId)
    expect(mended(confirmationId.with(1, b.slice(1)))).toEqual(confirmationId)
    expect(mended(confirmationId.with(1, `${b.slice(0, 4)}0${b.slice(4)}`))).toEqual(confirmationId)
    const across = confirmationId
      .with(2, c.slice(0, 6) + d.charAt(0))
      .with(3, c.charAt(6) + d.slice(1))
    expect(mended(across)).toEqual(confirmationId)
    expect(mended(confirmationId.with(0, wrong).with(5, '1234567'))).toBeUndefined()
  }, 60_000)
})

function told(vector: RefusedVector): Refused {
  const { reason } = vector
  const group = 'group' in vector ? vector.group : undefined
  return {
    refused: reason,
    ...(reason === 'check-digit' && typeof group === 'number' && { group }),
  }
}

function refusalOf(vector: RefusedVector): unknown {
  switch (vector.kind) {
    case 'product-key':
      return port.readProductKey(vector.text)
    case 'installation-id': {
      const read = port.readId(vector.groups)
      return 'refused' in read ? read : forged(read, vector.groups, vector.masterKey ?? '')
    }
    case 'confirmation-id':
      return port.check(vector.groups, fromHex(vector.installationPayload), vector.publicKey)
  }
}

/** The line's side of it: whether the key made these groups. */
function forged(id: Id, groups: readonly string[], masterKey: string): unknown {
  const secret = createSecrets(fromHex(masterKey)).keySecret(id.product, id.serial)
  const right = port.makeId({ ...id, secret }, id.hardware, id.version).groups
  return right.join() === groups.join() ? 'genuine' : { refused: 'forged' }
}
