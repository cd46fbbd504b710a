/** What is asked of the telephone network for a contact that was changed. */
import { changeContact, type DeskResult, refuse } from './change-contact.ts'
import type { Contact } from './contact.ts'
import type { DeskDeps } from './desk-deps.ts'

export type Asking = {
  /** What the network does for a contact. It was changed first, so of several who want it one asks. */
  readonly ask: <T>(contact: Contact, work: () => Promise<T>) => Promise<T | 'unable'>
  /** All as it was. */
  readonly undo: (before: Contact, changed: Contact) => Promise<DeskResult>
}

export function createAsking({ store, report }: Pick<DeskDeps, 'store' | 'report'>): Asking {
  return {
    ask: async (contact, work) => {
      try {
        return await work()
      } catch (error) {
        report(error, { callId: contact.callId })
        return 'unable'
      }
    },
    undo: async (before, { id, version }) => {
      const changed = await store.change({ ...before, version })
      if (changed.kind === 'stale')
        await changeContact(store, { id }, (found) => ({ ...before, version: found.version }))
      return refuse('unable', changed.contact)
    },
  }
}
