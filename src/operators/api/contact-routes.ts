import { isDeepStrictEqual } from 'node:util'
import { Router } from 'express'
import { z } from 'zod'
import { readBoxes } from '../assist/read-boxes.ts'
import { typedIn } from '../assist/typed-in.ts'
import { type Asked, changeContact, type DeskResult, type Rule } from '../desk/change-contact.ts'
import type { Contact } from '../desk/contact.ts'
import { isOf } from '../desk/moves.ts'
import { createAccessNotes } from './access-notes.ts'
import type { ConsoleDeps, DeskOfConsole } from './console-deps.ts'
import { createContactAnswers } from './contact-answers.ts'
import { answerOf, contactCard, viewConfirmed } from './contact-card.ts'
import { askerOf, type Guard, read } from './guards.ts'
import type { Activated } from './protocol-contact.ts'
import { refuse } from './refusals.ts'
import { groups, groupsSaid, version, versionSaid, written } from './said.ts'

type ContactRoutesDeps = DeskOfConsole &
  Pick<ConsoleDeps, 'accounts' | 'ledger' | 'overrides' | 'now'>

const note = written.max(2_000)
/** `was`: what stood there when this was typed over it, or was then on its way there. */
const boxesSaid = groupsSaid.extend({ was: z.array(groups).max(2).default([]) })
const noteSaid = z.strictObject({ version, note, was: z.array(note).max(2).default([]) })
const messageSaid = z.strictObject({ text: written.trim().min(1).max(2_000) })

/** `/contacts/:id`: all by which an operator helps his own caller. A supervisor looks on. */
export function contactRoutes(deps: ContactRoutesDeps, guard: Guard): Router {
  const { store, core, texting, accounts, now } = deps
  const { asked, viewOf, answer, refuse: refuseContact, seen } = createContactAnswers(deps)
  const router = Router()
  const noteAccess = createAccessNotes(accounts, now)
  router.use('/contacts', guard.signedIn('operator', 'supervisor'))

  const changeOwn = (own: Asked, to: Rule): Promise<DeskResult> =>
    changeContact(store, own, (contact) =>
      isOf(contact, own.operator) ? to(contact) : 'not-yours',
    )

  router.get('/contacts/:id', async (request, response) => {
    const contact = await seen(request, response, 'looks')
    if (contact === undefined) return
    await noteAccess(askerOf(response).operator.id, contact)
    const view = await viewOf(contact, response)
    if (view === undefined) return refuse(response, 'gone')
    response.json(await contactCard(deps, { contact, view }, response))
  })

  router.post('/contacts/:id/groups', async (request, response) => {
    const said = read(boxesSaid, request, response)
    if (said === undefined) return
    const { groups } = said
    const kept = await changeOwn(asked(request, response), (contact) =>
      isOver(said, contact, typedIn(contact)) ? { ...contact, typed: groups } : 'stale',
    )
    if (kept.kind === 'refused') return refuseContact(response, kept)
    const reading = await readBoxes(deps, groups, kept.contact.keyed)
    await answer(response, kept, { reading })
  })

  router.post('/contacts/:id/note', async (request, response) => {
    const said = read(noteSaid, request, response)
    if (said === undefined) return
    const { note } = said
    const kept = await changeOwn(asked(request, response), (contact) =>
      isOver(said, contact, contact.note) ? { ...contact, note } : 'stale',
    )
    await answer(response, kept)
  })

  router.post('/contacts/:id/activate', async (request, response) => {
    const said = read(groupsSaid, request, response)
    const contact = said && (await seen(request, response, 'own'))
    if (contact === undefined || said === undefined) return
    if (contact.version !== said.version)
      return refuseContact(response, { reason: 'stale', there: contact })
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
    const changed = await changeOwn(asked(request, response), (found) => {
      const { refused: _, confirmed: __, ...rest } = found
      const typed = genuine?.installationId ?? said.groups
      return result.kind === 'confirmed'
        ? { ...rest, typed, confirmed: result.installationId, isActivated: true as const }
        : { ...rest, typed, refused: result }
    })
    if (changed.kind === 'refused') return refuseContact(response, changed)
    const view = await viewOf(changed.contact, response)
    if (view === undefined) return refuse(response, 'gone')
    const activated: Activated =
      result.kind === 'confirmed'
        ? { kind: 'confirmed', confirmed: viewConfirmed(result), contact: view }
        : { kind: 'not-confirmed', refused: result, contact: view }
    response.json(activated)
  })

  router.post('/contacts/:id/text', async (request, response) => {
    const said = read(versionSaid, request, response)
    const contact = said && (await seen(request, response, 'own'))
    if (contact === undefined || said === undefined) return
    if (contact.version !== said.version)
      return refuseContact(response, { reason: 'stale', there: contact })
    const confirmed = await answerOf(deps, contact)
    if (confirmed === undefined) return refuse(response, 'not-genuine')
    const sent = await texting.send(contact, confirmed.blocks, askerOf(response).operator.id)
    if (sent !== 'sent') return refuse(response, sent)
    const at = now()
    const noted = await changeOwn(asked(request, response), (found) => ({ ...found, textedAt: at }))
    await answer(response, noted)
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
    // The messages last: what is said to be sent is among them.
    const progress = await store.noted(contact.id)
    const messages = await store.said(contact.id, 0)
    response.json({ messages, ...(progress && { progress }) })
  })
  return router
}

/** A page that goes knows no later version: what it was typed over still stands `there`. */
function isOver(
  { version, was }: { readonly version: number; readonly was: readonly unknown[] },
  contact: Contact,
  there: unknown,
): boolean {
  return contact.version === version || was.some((one) => isDeepStrictEqual(one, there))
}
