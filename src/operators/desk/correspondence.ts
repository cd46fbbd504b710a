/** The desk as callers who write come to it. */
import type { Correspondence } from '../../calls/correspondence.ts'
import type { DeskStore } from './desk-store.ts'
import type { Waiting } from './waiting.ts'

type CorrespondenceDeps = {
  readonly store: Pick<DeskStore, 'ofCall' | 'say' | 'said' | 'note' | 'noted'>
  readonly waiting: Waiting
}

export function createCorrespondence({ store, waiting }: CorrespondenceDeps): Correspondence {
  return {
    look: async (callId) => {
      const contact = await store.ofCall(callId)
      if (contact === undefined) return { kind: 'over', letters: [] }
      const { id, phase, isFirst, offeredTo } = contact
      const progress = await store.noted(id)
      // After the contact: of one that is over, all that was written to him is there.
      const said = await store.said(id, progress?.sent ?? 0)
      const seen = {
        ...(progress && { progress }),
        letters: said.filter(({ from }) => from === 'operator'),
      }
      if (phase.kind === 'with') return { kind: 'with', ...seen }
      const standing = phase.kind === 'waiting' ? await waiting.standing(callId) : undefined
      if (standing === undefined)
        return { kind: phase.kind === 'waiting' ? 'with' : 'over', ...seen }
      const { place, minutes } = standing
      return {
        kind: 'waits',
        place,
        ...(minutes !== undefined && { minutes }),
        hasLost: isFirst && offeredTo === undefined,
        ...seen,
      }
    },
    say: async (callId, { text, at }) => {
      const contact = await store.ofCall(callId)
      if (contact !== undefined) await store.say(contact.id, { from: 'caller', text, at })
    },
    note: async (callId, progress) => {
      const contact = await store.ofCall(callId)
      if (contact !== undefined) await store.note(contact.id, progress)
    },
    goBack: (callId) => waiting.wish(callId, 'back'),
  }
}
