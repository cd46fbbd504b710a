import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { createLedgerCore } from '../../src/activation/ledger-core.ts'
import type { Kysely } from 'kysely'
import { createKeyring, type Keyring } from '../../src/activation/keyring.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { addProduct, type MintedKey, mintKeys } from '../../src/activation/mint-keys.ts'
import type { ActivationCore } from '../../src/base/activation.ts'
import type { Country, InstallationId } from '../../src/base/brand.ts'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import type { Secrets } from '../../src/identifiers/secrets.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { type DatabaseAddress, openDatabase } from '../../src/stores/open-database.ts'

export const masterKey = new Uint8Array(32).fill(7)

export const product = 42

export type Line = {
  readonly ledger: Ledger
  readonly keyring: Keyring
  readonly secrets: Secrets
  readonly core: ActivationCore
  /** The time, which a test may set. */
  readonly clock: { at: number }
  readonly mint: (
    keyClass: MintedKey['class'],
    limit: number,
    more?: number | { readonly count?: number; readonly regions?: readonly string[] },
  ) => Promise<readonly MintedKey[]>
  /** The ID that a machine with this hardware shows for a key. */
  readonly shows: (key: KeyOfProduct, hardware: Uint8Array, version?: 1 | 2) => InstallationId
  readonly close: () => Promise<void>
}

export type KeyOfProduct = { readonly product: number; readonly serial: number }

/** A core on a real ledger in the folder. */
export async function openLine(folder: string, key: Uint8Array = masterKey): Promise<Line> {
  return openLineAt({ kind: 'sqlite', file: join(folder, 'line.db') }, key)
}

/** A core on a real ledger, of whichever engine. */
export async function openLineAt(
  address: DatabaseAddress,
  key: Uint8Array = masterKey,
): Promise<Line> {
  return openLineOn(await openDatabase(address), createKeyring([key]))
}

/** A core on a database, with one product; case numbers are drawn by counting. */
export async function openLineOn(
  database: Kysely<unknown>,
  keyring: Keyring = createKeyring([masterKey]),
): Promise<Line> {
  const ledger = await openLedger(database)
  const secrets = keyring.first
  const clock = { at: Date.UTC(2026, 0, 15) }
  const now = (): number => clock.at
  await addProduct(
    { ledger, keyring, now, by: 'test' },
    { number: product, name: 'Example Office' },
  )

  let drawn = 0
  const core = createLedgerCore({
    ledger,
    keyring,
    now,
    drawCaseNumber: () => drawCaseNumber(() => (drawn += 1)),
  })

  return {
    ledger,
    keyring,
    secrets,
    core,
    clock,
    mint: async (keyClass, limit, more = {}) => {
      const { count = 1, regions = [] } = typeof more === 'number' ? { count: more } : more
      const minted = await mintKeys(
        { ledger, keyring, now, by: 'test' },
        { product, keyClass, limit, count, regions: regions as readonly Country[] },
      )
      if (typeof minted === 'string') throw new Error(minted)
      return minted
    },
    shows: (name, hardware, version = 1) =>
      makeInstallationId({
        ...name,
        hardware,
        version,
        secret: secrets.keySecret(name.product, name.serial),
      }),
    close: () => database.destroy(),
  }
}

/** The nth of any number of machines that have nothing in common but by chance. */
export function anyMachine(nth: number): Uint8Array {
  const hash = createHash('sha256').update(`machine ${nth}`).digest()
  return Uint8Array.from({ length: 8 }, (_, part) => 1 + ((hash[part] ?? 0) % 255))
}

/** The nth of 255 machines that have nothing in common. */
export function machine(nth: number): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, part) => 1 + ((nth * 8 + part * 31) % 255))
}

export function firstOf<T>(all: readonly T[]): T {
  const [first] = all
  if (first === undefined) throw new Error('there is none')
  return first
}
