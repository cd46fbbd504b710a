import type { Response } from 'express'
import { caseLivesFor } from '../../activation/times.ts'
import type { Confirmed } from '../../base/activation.ts'
import { boxesOf } from '../../identifiers/readings/boxes.ts'
import { caseHistory } from '../assist/case-history.ts'
import { questionsFor } from '../assist/questions.ts'
import { readBoxes } from '../assist/read-boxes.ts'
import { typedIn } from '../assist/typed-in.ts'
import type { Contact } from '../desk/contact.ts'
import { isOf } from '../desk/moves.ts'
import { neededOverrides } from '../overrides/override-policy.ts'
import { showOverrides } from '../overrides/show-override.ts'
import type { ConsoleDeps, DeskOfConsole } from './console-deps.ts'
import { askerOf } from './guards.ts'
import type { ContactView } from './protocol-board.ts'
import type { ConfirmedView, ContactCard } from './protocol-contact.ts'

type ContactCardDeps = Pick<DeskOfConsole, 'store' | 'core' | 'overridePolicy' | 'texting'> &
  Pick<ConsoleDeps, 'accounts' | 'ledger' | 'overrides' | 'now'>

const day = 24 * 60 * 60 * 1000

/** All that helps one caller, as it stands. */
export async function contactCard(
  deps: ContactCardDeps,
  { contact, view }: { readonly contact: Contact; readonly view: ContactView },
  response: Response,
): Promise<ContactCard> {
  const { store, ledger, overrides, overridePolicy, texting, now } = deps
  const { operator } = askerOf(response)
  const { caseNumber, keyed, refused, note, reason } = contact
  const isYours = isOf(contact, operator.id)
  const reading = await readBoxes(deps, typedIn(contact), keyed)
  const key = reading.genuine?.key
  const [messages, entries, ofKey, asked, confirmed] = await Promise.all([
    store.said(contact.id, 0),
    ledger.entriesOfCase(caseNumber, now() - caseLivesFor),
    key ? overrides.ofKey(key) : [],
    overrides.askedBy(operator.id, now() - day),
    isYours ? answerOf(deps, contact) : undefined,
  ])
  return {
    contact: view,
    keyed: boxesOf(keyed),
    reading,
    ...(refused && { refused }),
    ...(confirmed && { confirmed }),
    ...(texting.isPossible(contact) && {
      text: contact.textedAt === undefined ? {} : { at: contact.textedAt },
    }),
    note,
    messages,
    questions: questionsFor(reason, key),
    history: caseHistory(entries),
    overrides: await showOverrides(deps, ofKey, operator),
    mayOverride: key ? neededOverrides({ ...key, blocked: key.blocked }) : [],
    budget: Math.max(0, overridePolicy.perDay - asked),
    isYours,
  }
}

/** An answer as it is read aloud. */
export function viewConfirmed(confirmed: Confirmed): ConfirmedView {
  const { confirmationId: blocks, keyClass, used, limit, reactivation, emergency } = confirmed
  return { blocks, keyClass, used, limit, reactivation, emergency }
}

/** What was confirmed under a case is confirmed under it again, at no cost and without an entry. */
export async function answerOf(
  { core }: Pick<ContactCardDeps, 'core'>,
  { confirmed: installationId, licences, country, caseNumber }: Contact,
): Promise<ConfirmedView | undefined> {
  if (installationId === undefined) return undefined
  const result = await core.activate({ installationId, licences, country, caseNumber })
  return result.kind === 'confirmed' ? viewConfirmed(result) : undefined
}
