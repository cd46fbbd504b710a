/** Who listens to a conversation, whispers in it or speaks with it is in the audit: from when to when, and how. */
import type { WatchEntry } from '../../activation/entry.ts'
import type { Companion, Contact } from './contact.ts'

export type WatchingDeps = {
  readonly note: (entry: WatchEntry) => Promise<void>
  readonly now: () => number
}

/** What a change says of it; the end of one way of watching is told with the beginning of another. */
export async function noteWatching(
  { note, now }: WatchingDeps,
  before: Contact,
  after: Contact,
): Promise<void> {
  const [were, are] = [watching(before), watching(after)]
  const at = now()
  const { caseNumber } = after
  for (const { operator } of were)
    if (!are.some((one) => one.operator === operator))
      await note({ kind: 'watch-ended', operator, caseNumber, at })
  for (const { operator, as } of are)
    if (!were.some((one) => one.operator === operator && one.as === as))
      await note({ kind: 'watched', operator, caseNumber, as, at })
}

type Watching = Companion & { readonly as: Exclude<Companion['as'], 'colleague'> }

function watching({ phase }: Contact): readonly Watching[] {
  return phase.kind === 'with'
    ? phase.with.filter((one): one is Watching => one.as !== 'colleague')
    : []
}
