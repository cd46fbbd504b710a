import { join } from 'node:path'
import { openDatabase } from '../../src/stores/open-database.ts'
import { describeLedger } from '../contracts/ledger.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()

describeLedger('SQLite', () => openDatabase({ kind: 'sqlite', file: join(newFolder(), 'line.db') }))
