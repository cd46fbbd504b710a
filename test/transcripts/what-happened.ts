/** What happened to the key of a transcript's computer before the call. */
import type { ActivationCore, BlockClass } from '../../src/base/activation.ts'
import type { InstallationId } from '../../src/base/brand.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import type { Secrets } from '../../src/identifiers/secrets.ts'
import { keys } from '../support/whole-line.ts'
import { hardwareOf, keyOf, otherHardware, type Computer, type Condition } from './computers.ts'

export type Past = {
  readonly ledger: Ledger
  readonly secrets: Secrets
  readonly now: () => number
  /** The core as it answers at a time. */
  readonly coreAt: (at: number) => ActivationCore
}

export async function letHappen(computer: Computer, past: Past): Promise<void> {
  const { ledger, now } = past
  const blocked = blocks[computer.condition]
  if (blocked !== undefined) {
    await ledger.block(keyOf(computer), blocked, { by: 'test', at: now() })
  }
  const machines = machinesBefore[computer.condition]?.(computer) ?? []
  for (const hardware of machines) {
    await activate(idOf(computer, { hardware }, past), past.coreAt(past.now()))
  }
  if (computer.condition === 'key that moved too often') await moveAway(computer, past)
}

const blocks: Partial<Record<Condition, BlockClass>> = {
  'key reported stolen': 'stolen',
  'key found leaked': 'leaked',
  'refunded key': 'refunded',
  'key handed in': 'returned',
}

/** In a year a machine may change so often. */
const changes = 4

const serverHosts = 6
const firmware = 7
const day = 24 * 60 * 60 * 1000

/** Those that were activated before, by their hardware. */
const machinesBefore: Partial<Record<Condition, (computer: Computer) => readonly Uint8Array[]>> = {
  'used-up key': ({ number }) => others(number, keys.few.limit),
  'used-up server key': ({ number }) => others(number, serverHosts),
  'key of another board': ({ number }) => others(number, 1),
  'activated again too often': (computer) =>
    Array.from({ length: changes + 1 }, (_, nth) => hardwareOf(computer).with(firmware, nth)),
}

function others(number: number, count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, other) =>
    otherHardware(5_000 + number * serverHosts + other),
  )
}

async function activate(installationId: InstallationId, core: ActivationCore): Promise<void> {
  const result = await core.activate({ installationId, licences: [] })
  if (result.kind === 'refused') throw new Error(`not activated before: ${result.reason}`)
}

/** Another machine had the key, and gave it back. */
async function moveAway(computer: Computer, past: Past): Promise<void> {
  const hardware = otherHardware(5_000 + computer.number * serverHosts)
  await activate(idOf(computer, { hardware }, past), past.coreAt(past.now() - 9 * day))
  const releaseId = idOf(computer, { hardware, version: 2 }, past)
  const result = await past.coreAt(past.now() - 2 * day).release({ releaseId })
  if (result.kind === 'refused') throw new Error(`not given back before: ${result.reason}`)
}

function idOf(
  computer: Computer,
  machine: { readonly hardware: Uint8Array; readonly version?: 2 },
  { secrets }: Past,
): InstallationId {
  const key = keyOf(computer)
  const secret = secrets.keySecret(key.product, key.serial)
  return makeInstallationId({ ...key, ...machine, secret })
}
