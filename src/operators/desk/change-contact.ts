import type { OperatorId } from '../../base/operator.ts'
import type { Contact, ContactId } from './contact.ts'
import { countHelping } from '../figures/count-helping.ts'
import type { DeskDeps } from './desk-deps.ts'
import { noteWatching } from './watching.ts'
import type { DeskStore } from './desk-store.ts'

/**
 * Why the desk does not do it. `taken`: `by` has him; `gone`: he is not there any more; `not-yours`: another helps him, or nobody
 * does; `other-skills`: his language, or his country, is none of yours; `stale`: it was changed meanwhile, and nothing is overwritten; `busy`: you have somebody on the telephone; `no-number`:
 * he cannot be called; `not-now`: the money rules; `unable`: the telephone network could not be asked, and all is as before, or he waits.
 */
export type DeskRefusal = {
  readonly kind: 'refused'
  readonly reason:
    | 'taken'
    | 'gone'
    | 'not-yours'
    | 'other-skills'
    | 'stale'
    | 'busy'
    | 'no-number'
    | 'not-now'
    | 'unable'
  readonly by?: OperatorId
  /** How it stands. */
  readonly there?: Contact
}

export type DeskResult = { readonly kind: 'done'; readonly contact: Contact } | DeskRefusal

/** What an operator asks for. With a version: only while it is the one that is there. */
export type Asked = {
  readonly id: ContactId
  readonly operator: OperatorId
  readonly version?: number
}

export type Rule = (contact: Contact) => Contact | DeskRefusal['reason']

/** Finds a contact, makes of it what the rule says, and stores that; all of it again where somebody was faster. */
export async function changeContact(
  store: Pick<DeskStore, 'find' | 'change'>,
  { id, version }: Pick<Asked, 'id' | 'version'>,
  rule: Rule,
): Promise<DeskResult & { readonly before?: Contact }> {
  let contact = await store.find(id)
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (contact === undefined || contact.phase.kind === 'over') return refuse('gone', contact)
    const next = rule(contact)
    if (typeof next === 'string') return refuse(next, contact)
    if (version !== undefined && version !== contact.version) return refuse('stale', contact)
    if (next === contact) return { kind: 'done', contact, before: contact }
    const changed = await store.change(next)
    if (changed.kind === 'changed')
      return { kind: 'done', contact: changed.contact, before: contact }
    ;({ contact } = changed)
  }
  return refuse('stale', contact)
}

export type Changing = (
  asked: Pick<Asked, 'id' | 'version'>,
  rule: Rule,
) => Promise<DeskResult & { readonly before?: Contact }>

/** Changes that stand as soon as they are made, and are counted; those that may be taken back are told of by `tell`. */
export function createChanges(
  deps: Pick<DeskDeps, 'store' | 'now' | 'counts' | 'note' | 'report'>,
): {
  readonly change: Changing
  readonly settle: Changing
  readonly tell: (before: Contact, after: Contact) => void
} {
  const { store, now, counts, report } = deps
  const change: Changing = (asked, rule) => changeContact(store, asked, rule)
  const tell = (before: Contact, after: Contact): void => {
    const { country, language, channel } = after
    counts({ country, language, channel }, countHelping(before, after, now()))
    void noteWatching(deps, before, after).catch((error: unknown) => report(error, {}))
  }
  return {
    change,
    tell,
    settle: async (asked, rule) => {
      const result = await change(asked, rule)
      if (result.kind === 'done' && result.before) tell(result.before, result.contact)
      return result
    },
  }
}

export function refuse(reason: DeskRefusal['reason'], there?: Contact): DeskRefusal {
  const by = there?.phase.kind === 'with' ? there.phase.operator : undefined
  return { kind: 'refused', reason, ...(by && { by }), ...(there && { there }) }
}

/** More than there are consoles and webhooks that change one contact at once. */
const mostTries = 8
