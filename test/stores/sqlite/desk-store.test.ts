import { join } from 'node:path'
import { describeDeskStore } from '../../contracts/desk-store.ts'
import { openDeskStore } from '../../../src/stores/sqlite/desk-store.ts'
import { temporaryFolders } from '../temporary-folder.ts'

const newFolder = temporaryFolders()

describeDeskStore('SQLite', async () => {
  const file = join(newFolder(), 'calls.db')
  return { store: await openDeskStore(file), again: () => openDeskStore(file) }
})
