import type { Request, Response } from 'express'
import type { AccountStore } from '../accounts/account-store.ts'
import { viewContact } from '../assist/view-contact.ts'
import type { Asked, DeskRefusal, DeskResult } from '../desk/change-contact.ts'
import type { Contact, ContactId } from '../desk/contact.ts'
import type { DeskStore } from '../desk/desk-store.ts'
import { isOf, isWith } from '../desk/moves.ts'
import { askerOf } from './guards.ts'
import type { ContactView } from './protocol-board.ts'
import { refuse } from './refusals.ts'
import { namesOf } from './views.ts'

/** What the routes of one contact have in common: whose it is, and how they answer. */
export type ContactAnswers = {
  readonly asked: (request: Request, response: Response) => Pick<Asked, 'id' | 'operator'>
  /** As whoever asks sees it; of one that is over there is none. */
  readonly viewOf: (contact: Contact, response: Response) => Promise<ContactView | undefined>
  readonly answer: (response: Response, result: DeskResult, more?: object) => Promise<void>
  /** With who has him, and how it stands. */
  readonly refuse: (response: Response, refusal: Omit<DeskRefusal, 'kind'>) => Promise<void>
  /**
   * The contact, where it is his `own`, or where he `looks`, as those do who are in the call beside its operator, and
   * supervisors; any other is answered.
   */
  readonly seen: (
    request: Request,
    response: Response,
    who: 'own' | 'looks',
  ) => Promise<Contact | undefined>
}

type ContactAnswersDeps = {
  readonly store: Pick<DeskStore, 'find'>
  readonly accounts: Pick<AccountStore, 'list'>
}

export function createContactAnswers({ store, accounts }: ContactAnswersDeps): ContactAnswers {
  const asked: ContactAnswers['asked'] = (request, response) => ({
    id: String(request.params['id']) as ContactId,
    operator: askerOf(response).operator.id,
  })

  const viewOf: ContactAnswers['viewOf'] = async (contact, response) => {
    const names = await namesOf(accounts)
    return viewContact(contact, askerOf(response).operator, (id) => names.get(id) ?? '')
  }

  const refuseContact: ContactAnswers['refuse'] = async (response, { reason, there }) => {
    const view = there && (await viewOf(there, response))
    refuse(response, reason, {
      ...(view && { there: view }),
      ...(view?.operator && { by: view.operator }),
    })
  }

  return {
    asked,
    viewOf,
    refuse: refuseContact,
    answer: async (response, result, more = {}) => {
      if (result.kind === 'refused') return refuseContact(response, result)
      // One that is over has left every board.
      const contact = await viewOf(result.contact, response)
      response.json({ kind: 'done', ...(contact && { contact }), ...more })
    },
    seen: async (request, response, who) => {
      const { id, operator } = asked(request, response)
      const contact = await store.find(id)
      if (contact === undefined || contact.phase.kind === 'over') {
        refuse(response, 'gone')
        return undefined
      }
      const mayLook =
        askerOf(response).operator.roles.includes('supervisor') ||
        (isWith(contact) && contact.phase.with.some((one) => one.operator === operator))
      if (isOf(contact, operator) || (who === 'looks' && mayLook)) return contact
      await refuseContact(response, { reason: 'not-yours', there: contact })
      return undefined
    },
  }
}
