import { join } from 'node:path'
import { openDatabase } from '../../src/stores/open-database.ts'
import { describeRules } from '../contracts/activation-rules.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'

const newFolder = temporaryFolders()

describeRules('SQLite', () => openDatabase({ kind: 'sqlite', file: join(newFolder(), 'line.db') }))
