import { describe, expect, test } from '@jest/globals'
import { claimLedger } from '../../src/activation/claim-ledger.ts'
import { createKeyring } from '../../src/activation/keyring.ts'
import { addProduct } from '../../src/activation/mint-keys.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { engines, temporaryAddresses } from '../stores/engines.ts'

const ours = createKeyring([new Uint8Array(32).fill(1)])
const another = createKeyring([new Uint8Array(32).fill(2)])

const fault = (code: string): object => expect.objectContaining({ code })

describe.each(engines)('on %s', (engine) => {
  const newAddress = temporaryAddresses(engine)

  async function withLedger(work: (ledger: Ledger) => Promise<void>): Promise<void> {
    const database = await openDatabase(await newAddress())
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

  test('a product of a master key that is not loaded keeps the line from starting, and names that key', () =>
    withLedger(async (ledger) => {
      const [old, young] = [1, 2].map((byte) => new Uint8Array(32).fill(byte))
      const both = createKeyring([young, old] as Uint8Array[])
      await claimLedger(ledger, ours, 'production')
      await addProduct(
        { ledger, keyring: both, now: () => 0, by: 'test' },
        { number: 1, name: 'New' },
      )
      await expect(claimLedger(ledger, ours, 'production')).rejects.toThrow(both.first.keyCheck())
      expect((await claimLedger(ledger, both, 'production')).keyCheck()).toBe(ours.first.keyCheck())
    }))
})
