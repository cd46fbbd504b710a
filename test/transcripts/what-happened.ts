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
  const machines = machinesBefore[computer.condition]?.(computer) ?? []
  for (const hardware of machines) {
    await activate(idOf(computer, { hardware }, past), past.coreAt(past.now()))
  }
  for (const event of stories[computer.condition] ?? []) await tell(event, computer, past)
  const blocked = blocks[computer.condition]
  if (blocked !== undefined) {
    await ledger.block(keyOf(computer), blocked, { by: 'test', at: now() })
  }
}

const blocks: Partial<Record<Condition, BlockClass>> = {
  'key reported stolen': 'stolen',
  'key found leaked': 'leaked',
  'refunded key': 'refunded',
  'key handed in': 'returned',
  'release ID of a stolen key': 'stolen',
}

type Event = {
  readonly daysAgo: number
  readonly does: 'activates' | 'gives back' | 'asks for more'
  /** Its own hardware, or another machine's by its number. */
  readonly who: 'own' | number
}

/** Three other machines came and went. */
const comings = [1, 2, 3].flatMap((who): readonly Event[] => [
  { daysAgo: 30 - 2 * who, does: 'activates', who },
  { daysAgo: 29 - 2 * who, does: 'gives back', who },
])

const aPair: readonly Event[] = [
  { daysAgo: 9, does: 'activates', who: 'own' },
  { daysAgo: 8, does: 'activates', who: 1 },
]

/** What was done with the key before, the earliest first. */
const stories: Partial<Record<Condition, readonly Event[]>> = {
  'key that moved too often': [
    { daysAgo: 9, does: 'activates', who: 0 },
    { daysAgo: 2, does: 'gives back', who: 0 },
  ],
  'release ID': aPair,
  'release ID of a stolen key': aPair,
  'release ID of today': [{ daysAgo: 0.1, does: 'activates', who: 'own' }],
  'release ID after three others': [...comings, { daysAgo: 9, does: 'activates', who: 'own' }],
  'used-up key with a request': [
    { daysAgo: 3, does: 'activates', who: 0 },
    { daysAgo: 3, does: 'activates', who: 1 },
    { daysAgo: 3, does: 'activates', who: 2 },
    { daysAgo: 2, does: 'asks for more', who: 3 },
  ],
}

/** In a year a machine may change so often. */
const changes = 4

const serverHosts = 6
const firmware = 7
const day = 24 * 60 * 60 * 1000

/** Those that were activated before, by their hardware. */
const machinesBefore: Partial<Record<Condition, (computer: Computer) => readonly Uint8Array[]>> = {
  'used-up key': ({ number }) => others(number, keys.few.limit),
  'used-up key with emergencies': ({ number }) => others(number, keys.few.limit),
  'used-up key in its sunset': ({ number }) => others(number, 1),
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

async function tell({ daysAgo, does, who }: Event, computer: Computer, past: Past): Promise<void> {
  const hardware =
    who === 'own'
      ? hardwareOf(computer)
      : otherHardware(5_000 + computer.number * serverHosts + who)
  const core = past.coreAt(past.now() - daysAgo * day)
  if (does === 'activates') return activate(idOf(computer, { hardware }, past), core)
  const result =
    does === 'gives back'
      ? await core.release({ releaseId: idOf(computer, { hardware, version: 2 }, past) })
      : await core.requestExtension({ installationId: idOf(computer, { hardware }, past) })
  if (result.kind === 'refused') throw new Error(`not so before: ${result.reason}`)
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
