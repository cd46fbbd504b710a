import { useCallback, useMemo, useState } from 'react'
import type { ContactCard } from '../../../operators/api/protocol-contact.ts'
import type { ReadingView } from '../../../operators/api/protocol-reading.ts'
import { isRefused } from '../api.ts'
import { mergeBoxes } from './merge-drafts.ts'
import { boxesOver, type Boxes } from './boxes.ts'
import type { Caller } from './use-caller.ts'
import { useDraft } from './use-draft.ts'

export type IdBoxes = {
  readonly boxes: Boxes
  /** As the line reads what they hold. */
  readonly reading: ReadingView
  /** What was typed here and gave way to what somebody else had typed. */
  readonly gaveWay: readonly string[]
  readonly keepNow: () => Promise<boolean>
}

type Groups = readonly string[]

/** The nine boxes: what is typed into them is kept at the line, which reads it. */
export function useIdBoxes({ act, look }: Caller, card: ContactCard): IdBoxes {
  const [kept, setKept] = useState<ReadingView>()
  const there = useMemo(() => digitsOf(card.reading), [card.reading])
  const keep = useCallback(
    async (groups: Groups, was: readonly Groups[], isLast: boolean) => {
      const answer = await act('POST /contacts/:id/groups', { groups, was }, isLast)
      if (!isRefused(answer)) {
        setKept(answer.reading)
        return undefined
      }
      if (answer.reason === 'stale') await look()
      return answer.reason
    },
    [act, look],
  )
  const draft = useDraft({ there, isSame, merge: mergeBoxes, keep })
  const readings = [card.reading, kept].filter((one) => one !== undefined)
  const reading = readings.find((one) => isSame(digitsOf(one), draft.value)) ?? {
    groups: card.reading.groups,
  }
  return {
    boxes: boxesOver(draft.value, draft.set),
    reading,
    gaveWay: draft.gaveWay ?? [],
    keepNow: draft.keepNow,
  }
}

function digitsOf({ groups }: ReadingView): Groups {
  return groups.map(({ digits }) => digits)
}

function isSame(one: Groups, other: Groups): boolean {
  return one.every((box, at) => box === other[at])
}
