import type { Contact, ContactId } from './contact.ts'
import type { DeskStore } from './desk-store.ts'

/** The desk as this process knows it. */
export type Board = {
  /** Hears what changed since the last look, and answers all that are not over. */
  readonly look: () => Promise<readonly Contact[]>
  /**
   * How long the last ones who were helped took, in ms. It is not kept: every process hears of every change, so that all promise
   * the same, and one that has just begun promises nothing until it has heard of some.
   */
  readonly handled: () => readonly number[]
}

/** Enough to see how it goes today. */
const mostHandled = 30

export function createBoard({ changes }: Pick<DeskStore, 'changes'>): Board {
  const contacts = new Map<ContactId, Contact>()
  let heard: number | undefined
  let handled: readonly number[] = []

  const hear = (contact: Contact): void => {
    const before = contacts.get(contact.id)
    const { phase } = contact
    if (phase.kind === 'over') contacts.delete(contact.id)
    else contacts.set(contact.id, contact)
    if (before?.phase.kind !== 'with' || phase.kind !== 'over') return
    handled = [...handled, phase.at - before.phase.since].slice(-mostHandled)
  }

  return {
    look: async () => {
      const told = await changes(heard)
      // Two looks at once may be answered in another order.
      if (told.isWhole) contacts.clear()
      else if (heard !== undefined && told.revision < heard) return [...contacts.values()]
      for (const contact of told.contacts) {
        const known = contacts.get(contact.id)
        if (known === undefined || known.version <= contact.version) hear(contact)
      }
      heard = told.revision
      return [...contacts.values()]
    },
    handled: () => handled,
  }
}
