import { join } from 'node:path'
import { describeSealing } from '../contracts/sealing.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()

describeSealing('SQLite', async () => ({ kind: 'sqlite', file: join(newFolder(), 'line.db') }))
