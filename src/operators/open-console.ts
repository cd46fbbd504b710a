import { createHmac, createSecretKey } from 'node:crypto'
import type { Router } from 'express'
import type { Ledger } from '../activation/ledger.ts'
import type { Fault } from '../base/faults.ts'
import type { Tallies } from '../calls/counting.ts'
import type { AccountStore } from './accounts/account-store.ts'
import { createDevices } from './accounts/devices.ts'
import { createPasswordHashing } from './accounts/password-hash.ts'
import { createSealing } from './accounts/sealing.ts'
import type { SessionStore } from './accounts/sessions.ts'
import { createSignInLimits } from './accounts/sign-in-limits.ts'
import type { ConsoleDeps } from './api/console-deps.ts'
import { createConsoleApi } from './api/create-console-api.ts'
import { callbackPath } from './api/organisation-routes.ts'
import { createOrganisation, type OrganisationSettings } from './organisation/organisation.ts'
import type { OverrideStore } from './overrides/override-store.ts'

export type ConsoleParts = {
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly accounts: AccountStore
  readonly sessions: SessionStore
  readonly overrides: OverrideStore
  readonly ledger: Ledger
  /** A key for a purpose, 32 bytes, from the master key. */
  readonly derive: (info: string, length: number) => Uint8Array
  readonly tallies: Tallies
  readonly timeoutInMs: number
  readonly organisation?: OrganisationSettings
  readonly supervision: ConsoleDeps['supervision']
  readonly desk?: ConsoleDeps['desk']
  readonly now: () => number
  readonly report: (error: unknown, fields: object) => void
}

/** What one key is for, it is for alone: a mark of a device is no sealed secret, nor the hash of an address. */
export const sealingPurpose = 'operators/sealing/v1'

/** The console's API over these stores, all replicas with the same keys. */
export function openConsole(parts: ConsoleParts): Router {
  const {
    publicUrl,
    accounts,
    sessions,
    overrides,
    ledger,
    derive,
    tallies,
    timeoutInMs,
    now,
    report,
  } = parts
  const addressKey = createSecretKey(derive('operators/address/v1', 32))
  return createConsoleApi({
    publicUrl,
    accounts,
    sessions,
    overrides,
    ledger,
    hashing: createPasswordHashing(),
    sealing: createSealing(derive(sealingPurpose, 32)),
    devices: createDevices(derive('operators/device/v1', 32)),
    limits: createSignInLimits({
      tallies,
      key: derive('operators/limits/v1', 32),
      timeoutInMs,
      report: (fault: Fault, fields) => report(fault, fields),
    }),
    hashAddress: (address) =>
      createHmac('sha256', addressKey).update(address).digest('base64url').slice(0, 16),
    ...(parts.organisation && {
      organisation: createOrganisation(parts.organisation, publicUrl + callbackPath),
    }),
    supervision: parts.supervision,
    ...(parts.desk && { desk: parts.desk }),
    now,
    report: (error) => report(error, {}),
  })
}
