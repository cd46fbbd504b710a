import { useCallback } from 'react'
import type { ContactCard } from '../../../operators/api/protocol-contact.ts'
import { isRefused } from '../api.ts'
import { mergeNotes } from './merge-drafts.ts'
import { plainText } from './plain-text.ts'
import type { Caller } from './use-caller.ts'
import { useDraft, type Draft } from './use-draft.ts'

/** The note for whoever helps next, kept as it is typed. */
export function useNote({ act, look }: Caller, card: ContactCard): Draft<string> {
  const keep = useCallback(
    async (note: string, was: readonly string[], isLast: boolean) => {
      const answer = await act('POST /contacts/:id/note', { note, was }, isLast)
      if (!isRefused(answer)) return undefined
      if (answer.reason === 'stale') await look()
      return answer.reason
    },
    [act, look],
  )
  const draft = useDraft({ there: card.note, isSame, merge: mergeNotes, keep })
  return { ...draft, set: (text) => draft.set(plainText(text)) }
}

function isSame(one: string, other: string): boolean {
  return one === other
}
