import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { caseLivesFor } from '../../activation/times.ts'
import { overrideKinds, overrideReasons } from '../../base/override.ts'
import { boxesOf, keyedIn } from '../../identifiers/readings/boxes.ts'
import type { AccountStore } from '../accounts/account-store.ts'
import { drawName } from '../accounts/secrets-of-chance.ts'
import { questionsFor } from '../assist/questions.ts'
import { readBoxes } from '../assist/read-boxes.ts'
import { viewContact } from '../assist/view-contact.ts'
import {
  type Asked,
  changeContact,
  type DeskRefusal,
  type DeskResult,
} from '../desk/change-contact.ts'
import type { Contact, ContactId } from '../desk/contact.ts'
import { isOf } from '../desk/moves.ts'
import { judge, neededOverrides } from '../overrides/override-policy.ts'
import { showOverrides } from '../overrides/show-override.ts'
import type { ConsoleDeps, DeskOfConsole } from './console-deps.ts'
import { askerOf, type Guard, read } from './guards.ts'
import type { Activated, CaseEvent, ContactCard, ContactView, Done } from './protocol.ts'
import { refuse } from './refusals.ts'
import { namesOf } from './views.ts'

type ContactRoutesDeps = DeskOfConsole &
  Pick<ConsoleDeps, 'accounts' | 'ledger' | 'overrides' | 'now'>

const version = z.int().min(0)
const groups = z.array(z.string().regex(/^\d{0,9}$/)).length(9)
const written = z.string().regex(/^(?:\P{C}|\n)*$/u)
const readSaid = z.strictObject({ groups })
const groupsSaid = z.strictObject({ version, groups })
const noteSaid = z.strictObject({ version, note: written.max(2_000) })
const messageSaid = z.strictObject({ text: written.trim().min(1).max(2_000) })
const overrideSaid = z
  .strictObject({
    version,
    groups,
    kind: z.enum(overrideKinds),
    reason: z.enum(overrideReasons),
    text: written.trim().min(3).max(1_000),
    evidence: written.trim().min(1).max(200).exactOptional(),
    more: z.int().min(1).max(1_000_000).exactOptional(),
  })
  .refine(({ kind, more }) => kind === 'extension' || more === undefined)

const day = 24 * 60 * 60 * 1000

/** `/contacts/:id`: all by which an operator helps his own caller. A supervisor looks on. */
export function contactRoutes(deps: ContactRoutesDeps, guard: Guard): Router {
  const { store, core, ledger, accounts, overrides, overridePolicy, now } = deps
  const router = Router()
  const noteAccess = createAccessNotes(accounts, now)
  router.use('/contacts', guard.signedIn('operator', 'supervisor'))

  const idOf = (request: Request): ContactId => String(request.params['id']) as ContactId

  const viewOf = async (contact: Contact, response: Response): Promise<ContactView | undefined> => {
    const names = await namesOf(accounts)
    return viewContact(contact, askerOf(response).operator, (id) => names.get(id) ?? '')
  }

  /** The contact, where it is his own, or where a supervisor only looks; any other is answered. */
  const seen = async (
    request: Request,
    response: Response,
    who: 'own' | 'looks',
  ): Promise<Contact | undefined> => {
    const { id, roles } = askerOf(response).operator
    const contact = await store.find(idOf(request))
    if (contact === undefined || contact.phase.kind === 'over') {
      refuse(response, 'gone')
      return undefined
    }
    const isOwn = contact.phase.kind === 'with' && contact.phase.operator === id
    if (isOwn || (who === 'looks' && roles.includes('supervisor'))) return contact
    await refuseOwn(response, { kind: 'refused', reason: 'not-yours', there: contact })
    return undefined
  }

  const changeOwn = (asked: Asked, to: (contact: Contact) => Contact): Promise<DeskResult> =>
    changeContact(store, asked, (contact) =>
      isOf(contact, asked.operator) ? to(contact) : 'not-yours',
    )

  const refuseOwn = async (response: Response, { reason, there }: DeskRefusal): Promise<void> => {
    const view = there && (await viewOf(there, response))
    refuse(response, reason, {
      ...(view && { there: view }),
      ...(view?.operator && { by: view.operator }),
    })
  }

  const answer = async (response: Response, changed: DeskResult): Promise<void> => {
    if (changed.kind === 'refused') return refuseOwn(response, changed)
    const contact = await viewOf(changed.contact, response)
    if (contact === undefined) return refuse(response, 'gone')
    response.json({ kind: 'done', contact } satisfies Done)
  }

  router.get('/contacts/:id', async (request, response) => {
    const contact = await seen(request, response, 'looks')
    if (contact === undefined) return
    await noteAccess(askerOf(response).operator.id, contact)
    const card = await cardOf(contact, response)
    if (card === undefined) return refuse(response, 'gone')
    response.json(card)
  })

  const cardOf = async (contact: Contact, response: Response): Promise<ContactCard | undefined> => {
    const { operator } = askerOf(response)
    const view = await viewOf(contact, response)
    if (view === undefined) return undefined
    const { caseNumber, keyed, refused, note, reason } = contact
    const reading = await readBoxes(deps, boxesOf(keyed), keyed)
    const key = reading.genuine?.key
    const [messages, entries, ofKey, asked] = await Promise.all([
      store.said(contact.id, 0),
      ledger.entriesOfCase(caseNumber, now() - caseLivesFor),
      key ? overrides.ofKey(key) : [],
      overrides.askedBy(operator.id, now() - day),
    ])
    return {
      contact: view,
      reading,
      ...(refused && { refused }),
      isConfirmed: contact.confirmed !== undefined,
      note,
      messages,
      questions: questionsFor(reason, key),
      history: entries.map(({ kind, at, ...rest }): CaseEvent => ({
        kind,
        at,
        ...('product' in rest && { product: rest.product }),
        ...('serial' in rest && { serial: rest.serial }),
        ...('reason' in rest && { reason: rest.reason }),
      })),
      overrides: await showOverrides(deps, ofKey, operator),
      mayOverride: key ? neededOverrides({ ...key, blocked: key.blocked }) : [],
      budget: Math.max(0, overridePolicy.perDay - asked),
      isYours: view.operator?.id === operator.id,
    }
  }

  router.post('/contacts/:id/read', async (request, response) => {
    const said = read(readSaid, request, response)
    const contact = said && (await seen(request, response, 'own'))
    if (contact === undefined || said === undefined) return
    response.json(await readBoxes(deps, said.groups, contact.keyed))
  })

  router.post('/contacts/:id/groups', async (request, response) => {
    const said = read(groupsSaid, request, response)
    if (said === undefined) return
    const asked = { id: idOf(request), operator: askerOf(response).operator.id, ...said }
    await answer(
      response,
      await changeOwn(asked, (contact) => ({ ...contact, keyed: keyedIn(said.groups) })),
    )
  })

  router.post('/contacts/:id/note', async (request, response) => {
    const said = read(noteSaid, request, response)
    if (said === undefined) return
    const asked = { id: idOf(request), operator: askerOf(response).operator.id, ...said }
    const { note } = said
    await answer(response, await changeOwn(asked, (contact) => ({ ...contact, note })))
  })

  router.post('/contacts/:id/activate', async (request, response) => {
    const said = read(groupsSaid, request, response)
    const contact = said && (await seen(request, response, 'own'))
    if (contact === undefined || said === undefined) return
    if (contact.version !== said.version)
      return refuseOwn(response, { kind: 'refused', reason: 'stale', there: contact })
    const { licences, country, caseNumber } = contact
    const { genuine, groups: boxes } = await readBoxes(deps, said.groups, contact.keyed)
    const doubtful = boxes.flatMap(({ verdict }, at) => (verdict === 'right' ? [] : [at + 1]))
    const result =
      genuine === undefined
        ? ({ kind: 'refused', reason: 'unreadable', groups: doubtful } as const)
        : await core.activate({
            installationId: genuine.installationId,
            licences,
            country,
            caseNumber,
          })
    // It stands in the books: whatever else changed meanwhile, the contact is to say so.
    const asked = { id: contact.id, operator: askerOf(response).operator.id }
    const changed = await changeOwn(asked, (found) => {
      const { refused: _, confirmed: __, ...rest } = found
      const keyed = keyedIn(genuine?.installationId ?? said.groups)
      return result.kind === 'confirmed'
        ? { ...rest, keyed, confirmed: result.installationId }
        : { ...rest, keyed, refused: result }
    })
    if (changed.kind === 'refused') return refuseOwn(response, changed)
    const view = await viewOf(changed.contact, response)
    if (view === undefined) return refuse(response, 'gone')
    const activated: Activated =
      result.kind === 'confirmed'
        ? {
            kind: 'confirmed',
            confirmed: {
              blocks: result.confirmationId,
              keyClass: result.keyClass,
              used: result.used,
              limit: result.limit,
              reactivation: result.reactivation,
              emergency: result.emergency,
            },
            contact: view,
          }
        : { kind: 'not-confirmed', refused: result, contact: view }
    response.json(activated)
  })

  router.post('/contacts/:id/message', async (request, response) => {
    const said = read(messageSaid, request, response)
    const contact = said && (await seen(request, response, 'own'))
    if (contact === undefined || said === undefined) return
    const by = askerOf(response).operator.id
    const message = { from: 'operator', text: said.text, at: now(), by } as const
    response.json({ number: await store.say(contact.id, message) })
  })

  router.get('/contacts/:id/messages', async (request, response) => {
    const contact = await seen(request, response, 'looks')
    if (contact === undefined) return
    response.json({ messages: await store.said(contact.id, 0) })
  })

  router.post('/contacts/:id/overrides', async (request, response) => {
    const said = read(overrideSaid, request, response)
    const contact = said && (await seen(request, response, 'own'))
    if (contact === undefined || said === undefined) return
    const { genuine } = await readBoxes(deps, said.groups, contact.keyed)
    if (genuine === undefined) return refuse(response, 'not-genuine')
    const { kind, reason, text, evidence, more = 1 } = said
    const { operator } = askerOf(response)
    const asked = {
      id: drawName(),
      kind,
      product: genuine.key.product,
      serial: genuine.key.serial,
      caseNumber: contact.caseNumber,
      more: kind === 'extension' || kind === 'extra-slot' ? more : 0,
      reason,
      text,
      ...(evidence !== undefined && { evidence }),
      by: operator.id,
      at: now(),
    }
    const done = await overrides.ask(asked, (ground) => judge(asked, ground, overridePolicy))
    if (typeof done === 'string') return refuse(response, done)
    const [override] = await showOverrides(deps, [done], operator)
    response.json({ kind: done.needsSecond ? 'waits' : 'done', override })
  })
  return router
}

/** Who looks at a card looks at it again at every change of it: he is noted once in a quarter of an hour. */
const notedEveryMs = 15 * 60_000

function createAccessNotes(
  accounts: Pick<AccountStore, 'note'>,
  now: () => number,
): (operator: ContactCardOperator, contact: Contact) => Promise<void> {
  const noted = new Map<string, number>()
  return async (operator, { id, caseNumber }) => {
    const at = now()
    const name = `${operator} ${id}`
    if (at - (noted.get(name) ?? -Infinity) < notedEveryMs) return
    for (const [old, then] of noted) if (at - then >= notedEveryMs) noted.delete(old)
    await accounts.note({ kind: 'looked-up', operator, what: 'case', caseNumber, found: 1, at })
    noted.set(name, at)
  }
}

type ContactCardOperator = ReturnType<typeof askerOf>['operator']['id']
