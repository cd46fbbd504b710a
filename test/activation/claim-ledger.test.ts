import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { claimLedger } from '../../src/activation/claim-ledger.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { openLedger } from '../../src/stores/ledger.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'

const newFolder = temporaryFolders()
const ours = createSecrets(new Uint8Array(32).fill(1))
const another = createSecrets(new Uint8Array(32).fill(2))

const fault = (code: string): object => expect.objectContaining({ code })

async function withLedger(work: (ledger: Ledger) => Promise<void>): Promise<void> {
  const database = await openDatabase({ kind: 'sqlite', file: join(newFolder(), 'line.db') })
  await work(await openLedger(database))
  await database.destroy()
}

test('a ledger stays with the master key that it was begun with', () =>
  withLedger(async (ledger) => {
    await claimLedger(ledger, ours, 'production')
    await claimLedger(ledger, ours, 'production')
    await expect(claimLedger(ledger, another, 'production')).rejects.toEqual(
      fault('master-key-wrong'),
    )
    await claimLedger(ledger, ours, 'production')
  }))

test('a demo ledger is refused in production, whatever the key', () =>
  withLedger(async (ledger) => {
    await claimLedger(ledger, ours, 'demo')
    await expect(claimLedger(ledger, another, 'production')).rejects.toEqual(fault('demo-ledger'))
    await expect(claimLedger(ledger, ours, 'production')).rejects.toEqual(fault('demo-ledger'))
    await claimLedger(ledger, ours, 'demo')
  }))

test('the demo does not write into a production ledger', () =>
  withLedger(async (ledger) => {
    await claimLedger(ledger, ours, 'production')
    await expect(claimLedger(ledger, ours, 'demo')).rejects.toEqual(fault('settings-invalid'))
  }))
