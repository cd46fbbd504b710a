import { join } from 'node:path'
import type { DatabaseAddress } from '../../src/stores/open-database.ts'
import { temporaryDatabases } from '../support/postgres.ts'
import { temporaryFolders } from './temporary-folder.ts'

/** Every engine that keeps a ledger. */
export const engines = ['sqlite', 'postgres'] as const

/** A function that gives the address of a new empty database; all are gone after the last test. */
export function temporaryAddresses(
  engine: (typeof engines)[number],
): () => Promise<DatabaseAddress> {
  if (engine === 'postgres') {
    const newDatabase = temporaryDatabases()
    return async () => ({ kind: 'postgres', url: await newDatabase() })
  }
  const newFolder = temporaryFolders()
  return async () => ({ kind: 'sqlite', file: join(newFolder(), 'line.db') })
}
