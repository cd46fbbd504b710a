import { useCallback } from 'react'
import type { ContactCard } from '../../../operators/api/protocol-contact.ts'
import { isRefused } from '../api.ts'
import { mergeNotes } from './merge-drafts.ts'
import type { Caller } from './use-caller.ts'
import { useDraft, type Draft } from './use-draft.ts'

/** The note for whoever helps next, kept as it is typed. */
export function useNote({ act, look }: Caller, card: ContactCard): Draft<string> {
  const keep = useCallback(
    async (note: string, isLast: boolean) => {
      const answer = await act('POST /contacts/:id/note', { note }, isLast)
      if (isRefused(answer) && answer.reason === 'stale') await look()
      return !isRefused(answer)
    },
    [act, look],
  )
  return useDraft({ there: card.note, isSame, merge: mergeNotes, keep })
}

function isSame(one: string, other: string): boolean {
  return one === other
}
