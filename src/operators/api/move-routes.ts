import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Confirmed } from '../../base/activation.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { Came } from '../../dialogue/input.ts'
import { keyedIn } from '../../identifiers/readings/boxes.ts'
import { verdictOf } from '../../identifiers/typed-groups.ts'
import { ownTelephone } from '../accounts/person.ts'
import type { DeskResult } from '../desk/change-contact.ts'
import type { Contact } from '../desk/contact.ts'
import { canHelp } from '../desk/routing.ts'
import type { ConsoleDeps, DeskOfConsole } from './console-deps.ts'
import { createContactAnswers } from './contact-answers.ts'
import { askerOf, type Guard, read } from './guards.ts'
import { refuse } from './refusals.ts'
import { groupsSaid, nothingSaid, version, versionSaid, written } from './said.ts'

type MoveRoutesDeps = DeskOfConsole & Pick<ConsoleDeps, 'accounts' | 'now' | 'report'>

const somebody = z.string().max(100)
const holdSaid = z.strictObject({ version, isOn: z.boolean() })
const offerSaid = z.strictObject({ version, to: somebody.exactOptional() })
const handOverSaid = z.strictObject({
  version,
  to: somebody.exactOptional(),
  note: written.max(2_000),
})
const callbackSaid = z.strictObject({
  version,
  inMinutes: z
    .int()
    .min(0)
    .max(12 * 60)
    .exactOptional(),
  number: ownTelephone.exactOptional(),
})
const watchSaid = z.strictObject({ as: z.enum(['listens', 'whispers', 'joined']) })

const minuteInMs = 60_000

/** All that brings a caller to an operator, to another one, or back to the line. */
export function moveRoutes(deps: MoveRoutesDeps, guard: Guard): Router {
  const { store, desk, telephony, core, now, report } = deps
  const { asked, answer, seen } = createContactAnswers(deps)
  const router = Router()
  const operators = guard.signedIn('operator')
  const all = guard.signedIn('operator', 'supervisor')

  /** Whoever has a telephone of his own is called there. */
  const ringOwn = async (response: Response, result: DeskResult): Promise<void> => {
    const { id, telephone } = askerOf(response).operator
    if (result.kind !== 'done' || telephone === undefined || result.contact.channel !== 'voice')
      return
    await telephony.callIn(result.contact, { operator: id, telephone }).catch(report)
  }

  router.post('/desk/next', operators, async (request, response) => {
    if (read(nothingSaid, request, response) === undefined) return
    const result = await desk.next(askerOf(response).operator.id)
    if (result === undefined) return void response.json({ kind: 'nobody' })
    await ringOwn(response, result)
    await answer(response, result)
  })

  router.post('/contacts/:id/take', operators, async (request, response) => {
    if (read(versionSaid, request, response) === undefined) return
    // Whatever else of the caller changed: he still waits, or is offered, or he is not.
    const { languages, countries, roles } = askerOf(response).operator
    const result = await desk.take({ ...asked(request, response), languages, countries, roles })
    await ringOwn(response, result)
    await answer(response, result)
  })

  /** The answer to what is confirmed already: asked of the core, it is the same again. */
  const confirmedFor = async (contact: Contact): Promise<Confirmed | undefined> => {
    const { confirmed: installationId, licences, country, caseNumber } = contact
    if (installationId === undefined) return undefined
    const result = await core.activate({ installationId, licences, country, caseNumber })
    return result.kind === 'confirmed' ? result : undefined
  }

  const cameOf = async (contact: Contact, boxes: readonly string[]): Promise<Returned> => {
    const right = boxes.map((box, index) => (verdictOf(box, index + 1) === 'right' ? box : ''))
    const keyed = keyedIn(right)
    const confirmed = await confirmedFor(contact)
    return confirmed ? { kind: 'returned', confirmed } : { kind: 'returned', keyed }
  }

  router.post('/contacts/:id/return', operators, async (request, response) => {
    const said = read(groupsSaid, request, response)
    if (said === undefined) return
    const own = asked(request, response)
    const contact = await store.find(own.id)
    if (contact === undefined) return refuse(response, 'gone')
    const came = await cameOf(contact, said.groups)
    await answer(response, await desk.sendBack({ ...own, version: said.version, came }))
  })

  router.post('/contacts/:id/hold', operators, async (request, response) => {
    const said = read(holdSaid, request, response)
    if (said !== undefined)
      await answer(response, await desk.hold({ ...asked(request, response), ...said }))
  })

  /** To whom he goes, where that is a colleague who is there and can help him, or nobody; any other is answered. */
  const whom = async (
    request: Request,
    response: Response,
    to: string | undefined,
  ): Promise<{ readonly to?: OperatorId } | undefined> => {
    if (to === undefined) return {}
    const contact = await seen(request, response, 'own')
    if (contact === undefined) return undefined
    const { operator } = asked(request, response)
    const others = (await store.attending(now())).filter((one) => one.operator !== operator)
    if (others.some((one) => one.operator === to && canHelp(one, contact)))
      return { to: to as OperatorId }
    refuse(response, 'unknown-operator')
    return undefined
  }

  router.post('/contacts/:id/offer', operators, async (request, response) => {
    const said = read(offerSaid, request, response)
    const colleague = said && (await whom(request, response, said.to))
    if (said === undefined || colleague === undefined) return
    const { version } = said
    const own = asked(request, response)
    await answer(response, await desk.offer({ ...own, version, ...colleague }))
  })

  router.post('/contacts/:id/hand-over', operators, async (request, response) => {
    const said = read(handOverSaid, request, response)
    const colleague = said && (await whom(request, response, said.to))
    if (said === undefined || colleague === undefined) return
    const { version, note } = said
    const own = asked(request, response)
    await answer(response, await desk.handOver({ ...own, version, note, ...colleague }))
  })

  router.post('/contacts/:id/callback', operators, async (request, response) => {
    const said = read(callbackSaid, request, response)
    if (said === undefined) return
    const { inMinutes = 0, ...rest } = said
    const notBefore = now() + inMinutes * minuteInMs
    const later = { ...asked(request, response), ...rest, notBefore }
    await answer(response, await desk.callLater(later))
  })

  router.post('/contacts/:id/not-reached', operators, async (request, response) => {
    const said = read(versionSaid, request, response)
    if (said !== undefined)
      await answer(response, await desk.notReached({ ...asked(request, response), ...said }))
  })

  router.post('/contacts/:id/finish', operators, async (request, response) => {
    const said = read(versionSaid, request, response)
    if (said === undefined) return
    const own = asked(request, response)
    const contact = await store.find(own.id)
    const confirmed = contact?.isActivated && (await confirmedFor(contact))
    const finished = { ...own, ...said, ...(confirmed && { confirmed }) }
    await answer(response, await desk.finish(finished))
  })

  router.post('/contacts/:id/watch', guard.signedIn('supervisor'), async (request, response) => {
    const said = read(watchSaid, request, response)
    if (said === undefined) return
    const result = await desk.watch({ ...asked(request, response), ...said })
    await ringOwn(response, result)
    await answer(response, result)
  })

  router.post('/contacts/:id/leave', all, async (request, response) => {
    if (read(versionSaid, request, response) !== undefined)
      await answer(response, await desk.leave(asked(request, response)))
  })
  return router
}

type Returned = Extract<Came, { readonly kind: 'returned' }>
